export { type AbandonedExecution, findExecution, listAbandoned, settleExecution } from './executions.repository.js';
export { type RunningExecution, settledExecution } from './executions.schema.js';
export { ExecutionsService } from './executions.service.js';
