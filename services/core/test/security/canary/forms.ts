// A secret in every form in which it could have slipped into a text.

/** What of `secret` stands in base64 however many bytes are before and behind it: one text for each of three alignments. */
function inBase64(secret: Buffer): string[] {
  return [0, 1, 2].map((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before, 'x'), secret]).toString('base64');
    const first = Math.ceil((before * 8) / 6);
    return encoded.slice(first, Math.floor(((before + secret.length) * 8) / 6));
  });
}

function formsOf(secret: Buffer): string[] {
  const base64 = inBase64(secret);
  return [...base64, ...base64.map((text) => text.replaceAll('+', '-').replaceAll('/', '_')), secret.toString('hex')];
}

/** The texts to look for; those of JSON and URLs too, where they differ from the plain one. */
function textsOf(secret: string): string[] {
  const escaped = JSON.stringify(secret).slice(1, -1);
  const encoded = encodeURIComponent(secret);
  const twice = [JSON.stringify(escaped).slice(1, -1), encodeURIComponent(encoded)];
  const texts = [secret, escaped, encoded, ...twice, ...formsOf(Buffer.from(secret))];
  // What stands behind a prefix is often bytes in base64: a webhook secret, a master key.
  const [, inner] = /^(?:whsec_|[a-z]+:)([A-Za-z0-9+/]{24,}=*)$/.exec(secret) ?? [];
  const bytes = inner ? [inner.replace(/=+$/, ''), ...formsOf(Buffer.from(inner, 'base64'))] : [];
  return [...new Set([...texts, ...bytes])];
}

export interface Canary {
  name: string;
  texts: string[];
}

export const canaryOf = (name: string, secret: string): Canary => {
  if (secret.length < 16) throw new Error(`${name} is too short to be looked for`);
  return { name, texts: textsOf(secret) };
};

/** The names of the canaries that stand in `text`, in any form; hexadecimal in either case. */
export function canariesIn(text: string, canaries: Iterable<Canary>): string[] {
  const lower = text.toLowerCase();
  const isHex = (form: string) => /^[0-9a-f]{32,}$/.test(form);
  return [...canaries]
    .filter(({ texts }) => texts.some((form) => (isHex(form) ? lower : text).includes(form)))
    .map(({ name }) => name);
}
