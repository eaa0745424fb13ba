import { type Db, runStatement } from './database.js';

const NOW = { name: 'now', text: 'select now() as now' };

/** The time by the database's clock: what is dated by it agrees with what other processes date. */
export async function databaseNow(db: Db): Promise<Date> {
  const [row] = await runStatement<{ now: Date }>(db, NOW, []);
  return row!.now;
}
