import type { EffectClass } from '../../generated/types.js';
import type { JsonObject, PlannedRequest } from '../../providers/index.js';
import type { SealedSecret } from '../webhooks/index.js';

/** A stored plan, with what sending it needs. */
export interface StoredPlan {
  previewId: string;
  digest: string;
  action: string;
  actionVersion: string;
  effectClass: EffectClass;
  connectionId: string | null;
  /** The provider's id of the connection's account. */
  accountId: string | null;
  /** How much longer the provider wants no requests of the connection, in milliseconds. */
  throttledMs: number;
  /** As it is shown; null for an action that has no undo. */
  input: JsonObject | null;
  /** Masked when `sealed` holds the real one. */
  request: PlannedRequest;
  sealed: string | null;
  webhookSecrets: SealedSecret[];
}

export interface PlanRow {
  id: string;
  digest: string;
  action: string;
  action_version: string;
  effect_class: EffectClass;
  connection_id: string | null;
  account_id: string | null;
  throttled_ms: number | null;
  input: JsonObject | null;
  request: PlannedRequest;
  sealed: string | null;
  webhook_secrets: SealedSecret[];
}

/** `undoable` is the parameter with the actions whose input is needed to undo them: it may be long. */
export const planColumns = (
  undoable: string,
) => `id, digest, action, action_version, effect_class, connection_id, account_id, request, sealed,
  case when action = any(${undoable}::text[]) then input end as input,
  (select extract(epoch from c.throttled_until - now()) * 1000 from connections c
    where c.workspace_id = $1 and c.id = connection_id and c.throttled_until > now())::float as throttled_ms`;

/** The current secret first. */
export const WEBHOOK_SECRETS = `(
  select coalesce(json_agg(json_build_object('id', s.id, 'sealed', s.sealed) order by s.expires_at desc nulls first), '[]')
  from webhook_secrets s
  where s.workspace_id = $1 and (s.expires_at is null or s.expires_at > now())
) as webhook_secrets`;

export const toPlan = (row: PlanRow): StoredPlan => ({
  previewId: row.id,
  digest: row.digest,
  action: row.action,
  actionVersion: row.action_version,
  effectClass: row.effect_class,
  connectionId: row.connection_id,
  accountId: row.account_id,
  throttledMs: row.throttled_ms ?? 0,
  input: row.input,
  request: row.request,
  sealed: row.sealed,
  webhookSecrets: row.webhook_secrets,
});
