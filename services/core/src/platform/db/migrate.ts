import type { Knex } from 'knex';
import { migrations } from '../../../migrations/index.js';
import { StartError } from '../start-error.js';
import type { Db } from './database.js';

class Migrations implements Knex.MigrationSource<string> {
  getMigrations = async () => Object.keys(migrations);
  getMigrationName = (name: string) => name;
  getMigration = async (name: string) => migrations[name]!;
}

const settings = {
  migrationSource: new Migrations(),
  tableName: 'schema_migrations',
  // A newer version may have migrated already: while a rollout lasts, both run on its schema.
  disableMigrationsListValidation: true,
};

/** Brings the schema up to this version; returns the names of what was applied. Two at once: one waits its turn and fails clearly. */
export async function migrate(db: Db): Promise<string[]> {
  try {
    const [, applied] = await db.migrate.latest(settings);
    return applied;
  } catch (error) {
    if ((error as Error).name !== 'MigrationLocked') throw error;
    const sentence =
      'Another migration is running, or one was interrupted; if none is, run relay-admin unlock and migrate again.';
    throw new StartError(sentence, { cause: error });
  }
}

/** Frees the lock that an interrupted migration has left. */
export const unlockMigrations = (db: Db): Promise<void> => db.migrate.forceFreeMigrationsLock(settings);

/** What this version needs and the database lacks. */
export async function pendingMigrations(db: Db): Promise<string[]> {
  const [, pending] = (await db.migrate.list(settings)) as [unknown, Array<string | { file: string }>];
  return pending.map((entry) => (typeof entry === 'string' ? entry : entry.file));
}
