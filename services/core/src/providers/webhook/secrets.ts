// Which parts of a webhook's input hold secrets, and how they look when shown.

export const MASK = '********';
const SECRET_NAME =
  /auth|token|secret|password|passwd|pwd|credential|cookie|session|signature|api[-_]?key|access[-_]?key|(^|[-_])(key|sig|pass|code)$/i;

const isSecretName = (name: string) => SECRET_NAME.test(name);

export function maskHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, isSecretName(name) ? MASK : value]));
}

/** The values that are masked when the input is shown, by their JSON Pointers into it. */
export function secretsIn(url: string, headers: Record<string, string>): Record<string, string> {
  const token = (name: string) => name.replaceAll('~', '~0').replaceAll('/', '~1');
  const secret = Object.entries(headers).filter(([name]) => isSecretName(name));
  return {
    ...(maskUrl(url) === url ? {} : { '/url': url }),
    ...Object.fromEntries(secret.map(([name, value]) => [`/headers/${token(name)}`, value])),
  };
}

/** A name may be written with escapes, and mean the same. */
function decoded(name: string): string {
  try {
    return decodeURIComponent(name.replaceAll('+', ' '));
  } catch {
    return name;
  }
}

/** Masks the values of query parameters whose names say that they are secret, and leaves every other byte as it is. */
export function maskUrl(url: string): string {
  const [, before, query, after] = /^([^?#]*)\??([^#]*)(.*)$/s.exec(url)!;
  if (!query) return url;
  const masked = query.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return value.length > 0 && isSecretName(decoded(name)) ? `${name}=${MASK}` : pair;
  });
  return `${before}?${masked.join('&')}${after}`;
}
