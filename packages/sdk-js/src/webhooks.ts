// An entry of its own: a receiver of webhooks does not load the client.

/** Why a webhook must not be believed. Answer it with 400. */
export class WebhookVerificationError extends Error {
  override name = 'WebhookVerificationError';
}

/** How to judge a webhook's age. */
export interface VerifyWebhookOptions {
  /** How many seconds the timestamp may lie in the past or in the future. Default: 300. */
  toleranceSeconds?: number;
  /** The time to judge by. Default: now. */
  now?: Date;
}

type WebhookHeaders = { get(name: string): string | null | undefined } | Record<string, string | string[] | undefined>;
type Bytes = Uint8Array<ArrayBuffer>;

/**
 * Checks that Relay signed a webhook (Standard Webhooks, HMAC-SHA256) and gives its payload.
 *
 * @param payload The request's body exactly as it came: text or bytes, before anything parsed it.
 * @param headers The request's headers: a `Headers`, or an object as Node has it.
 * @param secret The `whsec_…` of the workspace (for what `webhook.send` sends) or of the endpoint (for Relay's events), or several while one is being replaced; any of them may have signed.
 * @param options How old the webhook may be.
 * @returns The body, parsed as JSON.
 * @throws {WebhookVerificationError} A header is missing, the timestamp is too far from now, no signature fits, or the body is not JSON or was parsed already.
 */
export async function verifyWebhook<Payload = unknown>(
  payload: string | Uint8Array | ArrayBuffer,
  headers: WebhookHeaders,
  secret: string | readonly string[],
  { toleranceSeconds = 300, now = new Date() }: VerifyWebhookOptions = {},
): Promise<Payload> {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    readHeader(headers, name),
  );
  if (!id || !timestamp || !signatures) fail('A webhook-id, webhook-timestamp or webhook-signature header is missing.');
  const age = now.getTime() / 1000 - (/^\d+$/.test(timestamp) ? Number(timestamp) : Number.NaN);
  if (!(Math.abs(age) <= toleranceSeconds)) fail('The timestamp is too far from now.');

  if (typeof payload !== 'string' && !(payload?.byteLength >= 0))
    fail('The payload is not the body as it came: text or bytes.');
  const body = typeof payload === 'string' ? encode(payload) : new Uint8Array(payload);
  const message = await new Blob([encode(`${id}.${timestamp}.`), body]).arrayBuffer();
  for (const key of await Promise.all([secret].flat().map(importKey))) {
    for (const signature of signatures.split(' ')) {
      const [version, mac = ''] = signature.split(',');
      // `verify` compares in constant time.
      if (version === 'v1' && (await crypto.subtle.verify('HMAC', key, decode(mac), message))) return parse(body);
    }
  }
  fail('No signature fits.');
}

function readHeader(headers: WebhookHeaders, name: string): string | undefined {
  // Frameworks and other copies of fetch bring a `Headers` of their own.
  if (typeof headers.get === 'function') return headers.get(name) ?? undefined;
  const value = Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];
  return Array.isArray(value) ? value[0] : value;
}

/** An empty secret would let anybody sign. */
function importKey(secret: string): Promise<CryptoKey> {
  const bytes = decode(secret.replace(/^whsec_/, ''));
  if (!bytes.length) fail('A secret is not a whsec_… one.');
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
}

/** What is not base64 decodes to nothing, and nothing is no signature and no secret. */
function decode(base64: string): Bytes {
  try {
    return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  } catch {
    return new Uint8Array();
  }
}

function encode(text: string): Bytes {
  return new TextEncoder().encode(text);
}

function parse<Payload>(body: Bytes): Payload {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch (cause) {
    fail('The payload is not JSON.', cause);
  }
}

function fail(message: string, cause?: unknown): never {
  throw new WebhookVerificationError(message, { cause });
}
