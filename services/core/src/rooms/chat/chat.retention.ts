import { type Db, inBatches } from '../../platform/db/index.js';

/** Removes the messages of all workspaces that are older than so many days, and sessions without any; returns how many messages. */
export async function purgeChat(db: Db, days: number): Promise<number> {
  const remove = (table: string, isOld: string) =>
    inBatches(async (size) => {
      const { rowCount } = await db.raw(
        `delete from ${table} where ctid in (
          select ctid from ${table} old where ${isOld} limit :size for update skip locked)`,
        { days, size },
      );
      return rowCount;
    });
  const purged = await remove('chat_messages', 'created_at < now() - make_interval(days => :days) order by created_at');
  await remove('chat_suggestions', 'asked_at < now() - make_interval(days => :days) order by asked_at');
  await remove(
    'chat_sessions',
    `updated_at < now() - make_interval(days => :days) and not exists (
      select from chat_messages m where m.workspace_id = old.workspace_id and m.session_id = old.id)`,
  );
  return purged;
}

/** Longer than any turn can last, whatever its engine, its providers and its approvals take. */
const LONGEST_TURN = '1 hour';

/** Settles the replies that a process has left behind when it died; returns how many. */
export function settleReplies(db: Db): Promise<number> {
  return inBatches(async (size) => {
    const { rowCount } = await db.raw(
      `update chat_messages set status = 'failed' where ctid in (
        select ctid from chat_messages where status = 'running' and created_at < now() - interval '${LONGEST_TURN}'
        limit ? for update skip locked)`,
      [size],
    );
    return rowCount;
  });
}
