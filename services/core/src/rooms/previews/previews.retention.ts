// What becomes of previews with their age: never executed ones go, executed ones lose what they sent and what came back.
import { type Db, inBatches, runStatement, type Statement } from '../../platform/db/index.js';

const DELETE_UNEXECUTED = {
  name: 'delete_unexecuted_previews',
  text: `
    delete from previews where ctid in (
      select ctid from previews
      where purged_at is null and status <> 'executed' and created_at < now() - make_interval(days => $1)
      order by created_at limit $2 for update skip locked)
    returning 1`,
};

// The digest, the summary and where it went stay; the digest still proves what was agreed to. Without them, nothing can be undone.
const PURGE_BODIES = {
  name: 'purge_preview_bodies',
  text: `
    with purged as (
      update previews set
        input = '{}', sealed = null, account_id = null, purged_at = now(),
        request = json_build_object('method', request->>'method', 'url', regexp_replace(request->>'url', '\\?.*$', ''),
          'headers', '{}'::json, 'body', null, 'addedAtSend', request->'addedAtSend')
      where ctid in (
        select ctid from previews
        where purged_at is null and status = 'executed' and created_at < now() - make_interval(days => $1)
        order by created_at limit $2 for update skip locked)
      returning workspace_id, execution_id
    ), emptied as (
      update executions e set output = null, undoable = false, purged_at = now()
      from purged p where e.workspace_id = p.workspace_id and e.id = p.execution_id
    )
    select 1 from purged`,
};

export interface PreviewRetention {
  /** Previews that were never executed go after so many days. */
  previewDays: number;
  /** The input, headers and body of executed ones, and the output of their executions, go after so many days. */
  bodyDays: number;
}

/** Applies the retention to every workspace's previews; returns how many were deleted and how many were purged. */
export async function retainPreviews(db: Db, { previewDays, bodyDays }: PreviewRetention) {
  const untilDone = (statement: Statement, days: number) =>
    inBatches(async (size) => (await runStatement(db, statement, [days, size])).length);
  return { deleted: await untilDone(DELETE_UNEXECUTED, previewDays), purged: await untilDone(PURGE_BODIES, bodyDays) };
}
