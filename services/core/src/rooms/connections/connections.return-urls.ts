// Where a person may be sent after consent: to nothing but what the operator has listed.

/** The URL as a browser understands it, if it is below one of `listed`: same origin, and the same path or one under it. */
export function acceptReturnUrl(text: string, listed: readonly string[]): string | undefined {
  // A browser takes a backslash for a slash and drops line breaks; who writes one wants to be read in two ways.
  if (/[\s\\\p{Cc}]/u.test(text)) return undefined;
  const url = URL.parse(text);
  if (!url || !['https:', 'http:'].includes(url.protocol) || url.username || url.password) return undefined;
  return listed.some((entry) => isBelow(url, new URL(entry))) ? url.href : undefined;
}

function isBelow(url: URL, listed: URL): boolean {
  if (url.origin !== listed.origin) return false;
  const path = listed.pathname.replace(/\/+$/, '');
  if (path === '') return true;
  // What a server may decode to a slash could lead out of the path again.
  if (/%2f|%5c|%2e/i.test(url.pathname)) return false;
  return url.pathname === path || url.pathname.startsWith(`${path}/`);
}

/** The return URL with what became of the connection. */
export function returnTo(returnUrl: string, facts: Record<string, string>): string {
  const url = new URL(returnUrl);
  for (const [name, value] of Object.entries(facts)) url.searchParams.set(name, value);
  return url.href;
}
