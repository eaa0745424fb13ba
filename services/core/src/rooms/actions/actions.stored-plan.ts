// From a plan to what is stored of it, and back: masked to be shown, sealed to be sent, and its digest to be agreed to.
import type { Sealer } from '../../platform/crypto/index.js';
import type { JsonObject, Plan, PlannedRequest, WriteAction } from '../../providers/index.js';
import { auditInput } from '../audit/index.js';
import type { UsableConnection } from '../connections/index.js';
import { digestOf, type NewPreview } from '../previews/index.js';
import { openSecret } from '../webhooks/index.js';
import type { StoredPlan } from './actions.schema.js';

/** How long a preview can be confirmed, in seconds. */
const LIFETIME_SECONDS = 3600;

/** What is sealed: the request with its secrets, and the salts of the commitments that the audit event shows. */
interface SealedRequest extends PlannedRequest {
  salts: Record<string, string>;
}

const placeOf = (workspaceId: string, previewId: string) => ['previews', workspaceId, previewId];

export interface Planned {
  id: string;
  workspaceId: string;
  action: WriteAction;
  input: JsonObject;
  plan: Plan;
  connection: UsableConnection | undefined;
  /** The execution that it would compensate. */
  undoOf: string | undefined;
}

export function toNewPreview(sealer: Sealer, planned: Planned): NewPreview {
  const { id, workspaceId, action, input, plan, connection, undoOf = null } = planned;
  const [connectionId, accountId] = connection ? [connection.id, connection.account.id] : [null, null];
  const { request, effectClass, masked, summary, warnings } = plan;
  const shown = masked?.input ?? input;
  const audited = auditInput(shown, masked?.secrets);
  const sealed: SealedRequest | undefined = masked && { ...request, salts: audited.salts };
  const digest = digestOf({
    workspaceId,
    action: action.id,
    actionVersion: action.version,
    effectClass,
    connectionId,
    accountId,
    request: sealed ?? request,
  });
  return {
    id,
    action: action.id,
    actionVersion: action.version,
    effectClass,
    connectionId,
    accountId,
    undoOf,
    summary,
    input: shown,
    request: masked?.request ?? request,
    sealed: sealed ? sealer.seal(JSON.stringify(sealed), placeOf(workspaceId, id)) : null,
    warnings,
    digest,
    lifetimeSeconds: LIFETIME_SECONDS,
    audit: {
      action: action.id,
      summary,
      digest,
      ...(connectionId !== null && { connectionId }),
      ...(undoOf !== null && { undoOf }),
      ...audited.data,
    },
  };
}

export interface OpenedRequest {
  /** As it was planned, secrets included. */
  request: PlannedRequest;
  /** The current one first; none for a request that is not signed with them. */
  webhookSecrets: string[];
}

/** What is to be sent of a stored plan. Throws when it cannot be opened, or is not what was agreed to. */
export function openPlan(sealer: Sealer, workspaceId: string, plan: StoredPlan): OpenedRequest {
  const { sealed, previewId, digest } = plan;
  const request = sealed
    ? (JSON.parse(sealer.open(sealed, placeOf(workspaceId, previewId))) as SealedRequest)
    : plan.request;
  const isSigned = request.addedAtSend.includes('webhook-signature');
  const webhookSecrets = isSigned ? plan.webhookSecrets.map((one) => openSecret(sealer, workspaceId, one)) : [];
  const actual = digestOf({ workspaceId, ...plan, request });
  if (actual !== digest) throw new Error(`the stored plan has the digest ${actual}, not ${digest}`);
  return { request, webhookSecrets };
}
