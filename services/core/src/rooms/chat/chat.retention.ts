import { type Db, inBatches } from '../../platform/db/index.js';

/** Removes the messages of all workspaces that are older than so many days, and sessions without any; returns how many messages. */
export async function purgeChat(db: Db, days: number): Promise<number> {
  const purged = await inBatches(async (size) => {
    const { rowCount } = await db.raw(
      `delete from chat_messages where ctid in (
        select ctid from chat_messages where created_at < now() - make_interval(days => ?)
        order by created_at limit ? for update skip locked)`,
      [days, size],
    );
    return rowCount;
  });
  await inBatches(async (size) => {
    const { rowCount } = await db.raw(
      `delete from chat_suggestions where ctid in (
        select ctid from chat_suggestions where asked_at < now() - make_interval(days => ?)
        order by asked_at limit ? for update skip locked)`,
      [days, size],
    );
    return rowCount;
  });
  await inBatches(async (size) => {
    const { rowCount } = await db.raw(
      `delete from chat_sessions where ctid in (
        select ctid from chat_sessions s where updated_at < now() - make_interval(days => ?)
          and not exists (select from chat_messages m where m.workspace_id = s.workspace_id and m.session_id = s.id)
        limit ? for update skip locked)`,
      [days, size],
    );
    return rowCount;
  });
  return purged;
}
