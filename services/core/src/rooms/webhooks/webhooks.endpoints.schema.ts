import type { WebhookEndpoint, WebhookEndpointStatus, WebhookEventType } from '../../generated/types.js';
import type { Sealer } from '../../platform/crypto/index.js';
import { MASK, maskUrl } from '../../providers/index.js';
import { urlMasked } from './webhooks.errors.js';

export interface EndpointRow {
  id: string;
  url: string;
  description: string;
  events: WebhookEventType[];
  status: WebhookEndpointStatus;
  disabled_reason: string | null;
  created_at: Date;
  updated_at: Date;
}

export const ENDPOINT_COLUMNS = [
  'id',
  'url',
  'description',
  'events',
  'status',
  'disabled_reason',
  'created_at',
  'updated_at',
] as const;

export const toEndpoint = (row: EndpointRow): WebhookEndpoint => ({
  id: row.id,
  url: row.url,
  description: row.description,
  events: row.events,
  status: row.status,
  disabledReason: row.disabled_reason,
  createdAt: row.created_at.toISOString(),
  updatedAt: row.updated_at.toISOString(),
});

/** Where deliveries go: as it is shown, and the whole of it when what is shown is masked. */
export interface Target {
  url: string;
  sealedUrl: string | null;
}

export function toTarget(sealer: Sealer, workspaceId: string, endpointId: string, text: string): Target {
  if (text.includes(MASK)) throw urlMasked(); // sent back as it was shown: storing it would lose the secret
  const whole = new URL(text);
  whole.hash = ''; // never sent
  const url = maskUrl(whole.href);
  return { url, sealedUrl: url === whole.href ? null : sealer.seal(whole.href, placeOf(workspaceId, endpointId)) };
}

export const openTarget = (sealer: Sealer, workspaceId: string, endpointId: string, target: Target): string =>
  target.sealedUrl === null ? target.url : sealer.open(target.sealedUrl, placeOf(workspaceId, endpointId));

const placeOf = (workspaceId: string, endpointId: string) => ['webhook_endpoints', workspaceId, endpointId];
