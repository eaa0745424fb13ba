export {
  type AbandonedExecution,
  findExecution,
  isUndone,
  listAbandoned,
  recordExecution,
  settleExecution,
} from './executions.repository.js';
export { type RunningExecution, settledExecution } from './executions.schema.js';
export { ExecutionsService, executionNotFound, type Undoer } from './executions.service.js';
