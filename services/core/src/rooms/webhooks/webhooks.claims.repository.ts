// How the deliverer takes what is due, from the outboxes of all workspaces.
import { type Db, runStatement } from '../../platform/db/index.js';
import type { Target } from './webhooks.endpoints.schema.js';
import type { Tries } from './webhooks.schedule.js';
import type { SealedSecret } from './webhooks.secrets.js';

/** A delivery that is this process's to send until its lease ends; `attempts` counts this one, and names the claim. */
export interface ClaimedDelivery extends Tries {
  workspaceId: string;
  id: string;
  endpointId: string;
  eventId: string;
  /** The payload as text: each attempt sends the same bytes. */
  body: string;
  target: Target;
  isEnabled: boolean;
  isFailing: boolean;
  /** Every secret that is valid now, the current one first. */
  secrets: SealedSecret[];
  claimedAt: Date;
}

export interface ClaimLimits {
  leaseSeconds: number;
  most: number;
  mostPerEndpoint: number;
  /** The endpoint of each delivery that this process is sending. */
  busy: string[];
}

/** The database's clock, which all processes share; a test gives its own. */
export type At = Date | undefined;
export const NOW = 'coalesce($1::timestamptz, now())';

interface ClaimedRow {
  workspace_id: string;
  id: string;
  endpoint_id: string;
  event_id: string;
  body: string;
  attempts: number;
  age_seconds: number;
  url: string;
  sealed_url: string | null;
  is_enabled: boolean;
  is_failing: boolean;
  secrets: SealedSecret[];
  claimed_at: Date;
}

// `waiting` leaps from endpoint to endpoint through the index, so that one with a million deliveries costs no more than one with
// one. They are taken in random order, because a fixed one would serve the last of them last for ever; few of each, and only one
// of an endpoint that does not answer. A lateral join is pulled row by row: what is over `most` is not locked.
const CLAIM = {
  name: 'claim_webhook_deliveries',
  text: `
    with recursive waiting as (
      (select workspace_id, endpoint_id from webhook_deliveries where status = 'pending'
        order by workspace_id, endpoint_id limit 1)
      union all
      select next.workspace_id, next.endpoint_id
      from waiting w cross join lateral (
        select workspace_id, endpoint_id from webhook_deliveries
        where status = 'pending' and (workspace_id, endpoint_id) > (w.workspace_id, w.endpoint_id)
        order by workspace_id, endpoint_id limit 1
      ) next
    ), due as materialized (
      select delivery.workspace_id, delivery.id
      from (
        select e.workspace_id, e.id, case when e.failing_since is null then $4::integer else 1 end as most
        from waiting w join webhook_endpoints e on e.workspace_id = w.workspace_id and e.id = w.endpoint_id
        order by random()
      ) endpoint cross join lateral (
        select workspace_id, id from webhook_deliveries
        where workspace_id = endpoint.workspace_id and endpoint_id = endpoint.id
          and status = 'pending' and next_attempt_at <= ${NOW}
        order by next_attempt_at
        limit greatest(0, endpoint.most - cardinality(array_positions($5::text[], endpoint.id)))
        for update skip locked
      ) delivery
      limit $3
    ), claimed as (
      update webhook_deliveries d
      set attempts = d.attempts + 1, next_attempt_at = ${NOW} + make_interval(secs => $2)
      from due where d.workspace_id = due.workspace_id and d.id = due.id
      returning d.*
    )
    select c.workspace_id, c.id, c.endpoint_id, c.event_id, c.payload::text as body, c.attempts, ${NOW} as claimed_at,
      extract(epoch from ${NOW} - c.created_at)::float as age_seconds,
      e.url, e.sealed_url, e.status = 'enabled' as is_enabled, e.failing_since is not null as is_failing, (
        select coalesce(json_agg(json_build_object('id', s.id, 'sealed', s.sealed) order by s.expires_at desc nulls first), '[]')
        from webhook_endpoint_secrets s
        where s.workspace_id = e.workspace_id and s.endpoint_id = e.id and (s.expires_at is null or s.expires_at > ${NOW})
      ) as secrets
    from claimed c join webhook_endpoints e on e.workspace_id = c.workspace_id and e.id = c.endpoint_id`,
};

/** Claims deliveries that are due. When it returns they are leased to the caller; a crash gives them back at the lease's end. */
export async function claimDeliveries(db: Db, at: At, limits: ClaimLimits): Promise<ClaimedDelivery[]> {
  const { leaseSeconds, most, mostPerEndpoint, busy } = limits;
  const rows = await runStatement<ClaimedRow>(db, CLAIM, [at, leaseSeconds, most, mostPerEndpoint, busy]);
  return rows.map((row) => ({
    workspaceId: row.workspace_id,
    id: row.id,
    endpointId: row.endpoint_id,
    eventId: row.event_id,
    body: row.body,
    attempts: row.attempts,
    ageSeconds: row.age_seconds,
    target: { url: row.url, sealedUrl: row.sealed_url },
    isEnabled: row.is_enabled,
    isFailing: row.is_failing,
    secrets: row.secrets,
    claimedAt: row.claimed_at,
  }));
}
