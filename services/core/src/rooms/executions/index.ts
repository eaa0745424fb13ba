export {
  type AbandonedExecution,
  findExecution,
  isUndone,
  listAbandoned,
} from './executions.repository.js';
export { type RunningExecution, settledExecution } from './executions.schema.js';
export { ExecutionsService, executionNotFound, type Undoer } from './executions.service.js';
export { recordExecution, settleExecution } from './executions.settlement.repository.js';
