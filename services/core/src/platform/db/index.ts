export {
  type DatabaseOptions,
  type Db,
  inTransaction,
  openDatabase,
  runStatement,
  type Statement,
} from './database.js';
export { brokenConstraint, databaseProblem } from './errors.js';
export { inBatches } from './in-batches.js';
export { migrate, pendingMigrations, unlockMigrations } from './migrate.js';
export { databaseNow } from './now.js';
export { reachDatabase } from './reach.js';
export { lockWorkspace } from './workspace-lock.js';
