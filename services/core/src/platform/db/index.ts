export {
  type DatabaseOptions,
  type Db,
  inTransaction,
  openDatabase,
  runStatement,
  type Statement,
} from './database.js';
export { brokenConstraint, databaseProblem } from './errors.js';
export { migrate, pendingMigrations } from './migrate.js';
export { reachDatabase } from './reach.js';
