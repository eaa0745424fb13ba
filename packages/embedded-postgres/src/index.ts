export { makeDirectory } from './directory.js';
export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './errors.js';
export {
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  openEmbeddedPostgres,
} from './open-embedded-postgres.js';
