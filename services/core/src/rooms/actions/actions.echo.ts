// A receiver that answers with what it was sent must not make a secret visible that its preview masks.
import type { OutboundResult } from '../../platform/outbound/index.js';
import { type JsonObject, MASK, type PlannedRequest } from '../../providers/index.js';

/** What is shorter is no secret worth the name, and would blot out half of a text. */
const SHORTEST = 6;

/** The texts of a request that are masked when it is shown, longest first. */
export function hiddenTexts(shown: PlannedRequest, real: PlannedRequest): string[] {
  const parts = ({ url, headers }: PlannedRequest) => {
    const { pathname, searchParams } = new URL(url);
    return [...Object.values(headers), ...searchParams.values(), ...pathname.split('/')];
  };
  const shownParts = new Set(parts(shown));
  const hidden = parts(real).filter((part) => !shownParts.has(part));
  // `Bearer abc` comes back as `abc` from a receiver that has parsed it.
  const texts = hidden.flatMap((value) => [value, value.replace(/^\S+ /, ''), encodeURIComponent(value)]);
  return [...new Set(texts)].filter((text) => text.length >= SHORTEST).sort((a, b) => b.length - a.length);
}

/** The output with every one of these texts masked. */
export function maskTexts(output: JsonObject, texts: string[]): JsonObject {
  if (texts.length === 0) return output;
  const masked = (value: unknown): unknown => {
    if (typeof value === 'string') return texts.reduce((text, secret) => text.replaceAll(secret, MASK), value);
    if (Array.isArray(value)) return value.map(masked);
    if (value === null || typeof value !== 'object') return value;
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, masked(inner)]));
  };
  return masked(output) as JsonObject;
}

/** The result without the token that was sent, should the provider say it back: whatever is made of the answer holds none. */
export function withoutToken(result: OutboundResult, token: string): OutboundResult {
  if (result.kind !== 'answered' || token.length < SHORTEST) return result;
  const body = Buffer.from(result.body);
  if (!body.includes(token)) return result;
  return { ...result, body: Buffer.from(body.toString('latin1').replaceAll(token, MASK), 'latin1') };
}
