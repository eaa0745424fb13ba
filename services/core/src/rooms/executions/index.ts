export { reconcile } from './executions.reconciler.js';
export { findExecution, settleExecution } from './executions.repository.js';
export { ExecutionsService } from './executions.service.js';
