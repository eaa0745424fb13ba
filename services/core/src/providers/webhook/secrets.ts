// Which parts of a webhook's input hold secrets, and how they look when shown.
import { escapePointer } from '../../platform/json-pointer.js';
import { decoded, looksSecret, MASK, maskPath } from '../secret-shapes.js';

const SECRET_NAME =
  /auth|token|secret|password|passwd|pwd|credential|cookie|session|signature|api[-_]?key|access[-_]?key|(^|[-_])(key|sig|pass|code)$/i;

const isSecret = (name: string, value: string) => SECRET_NAME.test(name) || looksSecret(value);

export function maskHeaders(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, isSecret(name, value) ? MASK : value]),
  );
}

/** The values that are masked when the input is shown, by their JSON Pointers into it. */
export function secretsIn(url: string, headers: Record<string, string>): Record<string, string> {
  const secret = Object.entries(headers).filter(([name, value]) => isSecret(name, value));
  return {
    ...(maskUrl(url) === url ? {} : { '/url': url }),
    ...Object.fromEntries(secret.map(([name, value]) => [`/headers/${escapePointer(name)}`, value])),
  };
}

/** Masks secrets in the path and in the query, and leaves every other byte as it is. */
export function maskUrl(url: string): string {
  const shown = withMaskedPath(url);
  const [, before, query, after] = /^([^?#]*)\??([^#]*)(.*)$/s.exec(shown)!;
  if (!query) return shown;
  const masked = query.split('&').map((pair) => {
    const [name = '', ...value] = pair.split('=');
    return value.length > 0 && isSecret(plain(name), plain(value.join('='))) ? `${name}=${MASK}` : pair;
  });
  return `${before}?${masked.join('&')}${after}`;
}

const plain = (text: string) => decoded(text.replaceAll('+', ' '));

/** As it is sent, where its path is masked: another spelling of it must not tell what that one hides. */
function withMaskedPath(url: string): string {
  const target = URL.parse(url);
  if (!target) return url;
  const path = maskPath(target);
  return path === target.pathname ? url : target.origin + path + target.search + target.hash;
}
