// Everything that core sends, as it hands it to the outgoing client: headers that are added at sending included.
import type { Outbound, OutboundRequest, OutboundResult } from '../../src/platform/outbound/index.js';

export interface Sent {
  request: OutboundRequest;
  result: OutboundResult | undefined;
}

const SECRET_FIELDS = ['access_token', 'refresh_token', 'id_token', 'client_secret', 'code', 'code_verifier'];

export class Wire {
  readonly sent: Sent[] = [];

  /** Records what goes through a client. */
  tap = (real: Outbound): Outbound => ({
    ...real,
    send: async (request, options) => {
      const sent: Sent = { request: structuredClone(request), result: undefined };
      this.sent.push(sent);
      sent.result = await real.send(request, options);
      return sent.result;
    },
  });

  /** What has been sent since there were so many. */
  since(count: number): Sent[] {
    return this.sent.slice(count);
  }

  /** Every token, code and client secret that went out or came back. */
  secrets(): string[] {
    const found = this.sent.flatMap(({ request, result }) => [
      ...credentialsOf(request.headers.authorization),
      ...fieldsOf(request.body),
      ...(result?.kind === 'answered' ? fieldsOf(result.body) : []),
    ]);
    return [...new Set(found)].filter((secret) => secret.length >= 8);
  }
}

/** `Bearer token`, or `Basic` with an id and a secret. */
function credentialsOf(authorization = ''): string[] {
  const [scheme = '', value = ''] = authorization.split(' ');
  if (scheme.toLowerCase() !== 'basic') return [value];
  return [value, Buffer.from(value, 'base64').toString().split(':')[1] ?? ''];
}

/** Of a form or of JSON. */
function fieldsOf(body: string | Uint8Array | null): string[] {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body ?? new Uint8Array());
  const form = new URLSearchParams(text);
  const values = SECRET_FIELDS.map((name) => form.get(name) ?? '');
  try {
    const parsed = JSON.parse(text) as Record<string, unknown> | null;
    values.push(...SECRET_FIELDS.map((name) => parsed?.[name]).filter((value) => typeof value === 'string'));
  } catch {
    // it is no JSON
  }
  return values;
}
