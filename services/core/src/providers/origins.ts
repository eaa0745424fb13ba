// Where a provider's token may go: to the hosts of its API, or to what stands in for them, and nowhere else.
import type { ProviderUrls } from './provider.js';

const HOSTS: Partial<Record<string, readonly string[]>> = {
  github: ['api.github.com'],
  google: ['chat.googleapis.com', 'gmail.googleapis.com', 'www.googleapis.com'],
  microsoft: ['graph.microsoft.com'],
};

/** Whether a URL leads to this provider's API. */
export function leadsTo(provider: string, text: string, providerUrls: ProviderUrls): boolean {
  const url = URL.parse(text);
  if (!url || url.username || url.password) return false;
  const standIn = providerUrls[provider];
  const bases = [
    ...(HOSTS[provider] ?? []).map((host) => `https://${host}`),
    ...(standIn === undefined ? [] : [standIn]),
  ];
  return bases.map((base) => new URL(base)).some((base) => isBelow(url, base));
}

const isBelow = (url: URL, base: URL) =>
  url.origin === base.origin && url.pathname.startsWith(`${base.pathname.replace(/\/$/, '')}/`);
