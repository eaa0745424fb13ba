// How the deliverer notes what became of an attempt.
import { type Db, runStatement } from '../../platform/db/index.js';
import { type At, type ClaimedDelivery, NOW } from './webhooks.claims.repository.js';
import { GIVE_UP_AFTER } from './webhooks.schedule.js';

const SUCCEED = {
  name: 'succeed_webhook_delivery',
  text: `
    update webhook_deliveries
    set status = 'succeeded', next_attempt_at = null, last_status = $5, last_error = null, delivered_at = ${NOW}
    where workspace_id = $2 and id = $3 and attempts = $4 and status <> 'succeeded'`,
};

/** What has arrived has arrived, even if the endpoint was disabled meanwhile. */
export async function succeedDelivery(db: Db, at: At, delivery: ClaimedDelivery, status: number): Promise<void> {
  const { workspaceId, id, attempts } = delivery;
  await runStatement(db, SUCCEED, [at, workspaceId, id, attempts, status]);
}

const FAIL = {
  name: 'fail_webhook_delivery',
  text: `
    update webhook_deliveries
    set status = case when $7::float is null then 'failed' else status end,
      next_attempt_at = case when status = 'pending' then ${NOW} + make_interval(secs => $7::float) end,
      last_status = $5, last_error = $6
    where workspace_id = $2 and id = $3 and attempts = $4 and status <> 'succeeded'`,
};

/** Notes why an attempt failed; the next one comes after `pauseSeconds`, or never, as when the delivery was given up meanwhile. */
export async function failDelivery(
  db: Db,
  at: At,
  delivery: ClaimedDelivery,
  { status, error, pauseSeconds }: { status: number | null; error: string; pauseSeconds: number | undefined },
): Promise<void> {
  const { workspaceId, id, attempts } = delivery;
  await runStatement(db, FAIL, [at, workspaceId, id, attempts, status, error, pauseSeconds]);
}

const MARK_FAILING = {
  name: 'mark_webhook_endpoint_failing',
  text: `
    with marked as (
      update webhook_endpoints set failing_since = ${NOW}
      where workspace_id = $2 and id = $3 and failing_since is null
    )
    select coalesce(failing_since <= ${NOW} - make_interval(secs => $4), false) as too_long
    from webhook_endpoints where workspace_id = $2 and id = $3`,
};

/** Notes that an endpoint fails, if that is new; says whether it has for so long that it has to be disabled. */
// A statement of its own, before the delivery's: whoever disables an endpoint locks it first and its deliveries then.
export async function markFailing(db: Db, at: At, { workspaceId, endpointId }: ClaimedDelivery): Promise<boolean> {
  const values = [at, workspaceId, endpointId, GIVE_UP_AFTER];
  const [row] = await runStatement<{ too_long: boolean }>(db, MARK_FAILING, values);
  return row?.too_long ?? false;
}

/** Forgets that an endpoint failed: it has answered. */
export async function markWorking(db: Db, { workspaceId, endpointId }: ClaimedDelivery): Promise<void> {
  await db('webhook_endpoints').where({ workspace_id: workspaceId, id: endpointId }).update({ failing_since: null });
}
