import { escapePointer } from '../../platform/json-pointer.js';
import type { JsonObject, Plan, PlanFacts, PlannedRequest } from '../provider.js';
import { PlanError } from '../provider.js';
import { USER_AGENT } from '../user-agent.js';
import { maskHeaders, maskUrl, secretsIn } from './secrets.js';
import { RESERVED_HEADERS, type WebhookInput } from './webhook.schema.js';

export function plan(input: JsonObject, { previewId }: PlanFacts): Plan {
  const { url, method, headers = {}, payload, receiverDeduplicates } = input as unknown as WebhookInput;
  const target = targetOf(url);
  const request: PlannedRequest = {
    method,
    url: target.href,
    headers: { 'content-type': 'application/json', 'user-agent': USER_AGENT, ...own(headers), 'webhook-id': previewId },
    body: JSON.stringify(payload),
    addedAtSend: ['webhook-timestamp', 'webhook-signature'],
  };
  const secrets = secretsIn(url, headers);
  const masked = {
    request: { ...request, url: maskUrl(request.url), headers: maskHeaders(request.headers) },
    input: { ...input, url: maskUrl(url), ...(input.headers ? { headers: maskHeaders(headers) } : {}) },
    secrets,
  };
  return {
    request,
    summary: `${method} 1 JSON document to ${target.host}`,
    // The receiver is anybody's: only the caller can know that it drops a second delivery with the same webhook-id.
    effectClass: receiverDeduplicates ? 'provider-key' : 'at-most-once',
    warnings: warningsOf(target),
    masked: Object.keys(secrets).length > 0 ? masked : undefined,
  };
}

function targetOf(url: string): URL {
  const target = URL.parse(url);
  if (!target) throw new PlanError('/url', 'invalid_url', 'This is not a URL.');
  if (target.username || target.password)
    throw new PlanError(
      '/url',
      'credentials_in_url',
      'Put credentials into a header (authorization), not into the URL.',
    );
  target.hash = ''; // never sent, so not shown either
  return target;
}

/** The caller's headers under lower-case names. */
function own(headers: Record<string, string>): Record<string, string> {
  const result: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase();
    const pointer = `/headers/${escapePointer(name)}`;
    if (RESERVED_HEADERS.includes(lower))
      throw new PlanError(pointer, 'reserved_header', `Relay sets ${lower} itself; leave it out.`);
    if (Object.hasOwn(result, lower))
      throw new PlanError(pointer, 'duplicate_header', `${lower} stands twice in different spelling.`);
    if (value !== value.trim()) throw new PlanError(pointer, 'invalid_header', 'A value has no spaces at its ends.');
    result[lower] = value;
  }
  return result;
}

function warningsOf(target: URL) {
  if (target.protocol === 'https:') return [];
  const detail = `${target.host} is reached over http: everyone on the way can read and change what is sent.`;
  return [{ code: 'plain_http', detail }];
}
