// Requests of Microsoft Graph: https://learn.microsoft.com/graph/use-the-api
import type { LookRequest, PlannedRequest, ProviderUrls } from '../provider.js';
import { USER_AGENT } from '../user-agent.js';

const HOST = 'https://graph.microsoft.com';
const VERSION = '/v1.0';

/** The URL below which all of Graph's resources are. */
export const graphUrl = ({ microsoft = HOST }: ProviderUrls): string => microsoft + VERSION;

/** A path of constant words and of texts that stay in their segment, whatever they hold. */
export function path(words: TemplateStringsArray, ...texts: string[]): string {
  return String.raw({ raw: words }, ...texts.map(segment));
}

// Colons and @ stand as they are in Graph's own examples, and are no more than text there.
function segment(text: string): string {
  if (/^\.*$/.test(text)) throw new Error('A segment of only dots is a step to another path.');
  return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%40', '@');
}

/** OData options, such as `$top`. */
export type Query = Record<`$${string}`, string | number>;

export function get(resource: string, query: Query, urls: ProviderUrls): LookRequest {
  const options = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return getUrl(`${graphUrl(urls)}${resource}${options.length > 0 ? `?${options.join('&')}` : ''}`);
}

/** Only for a URL that is known to be Graph's. */
export const getUrl = (url: string): LookRequest => ({ ...request('GET', url), method: 'GET', body: null });

/** The body is one of `@microsoft/microsoft-graph-types`, or holds some. */
export function post(resource: string, body: object, urls: ProviderUrls): PlannedRequest {
  const { headers, ...rest } = request('POST', graphUrl(urls) + resource);
  return { ...rest, headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

export const remove = (resource: string, urls: ProviderUrls): PlannedRequest =>
  request('DELETE', graphUrl(urls) + resource);

const request = (method: string, url: string): PlannedRequest => ({
  method,
  // As it is sent: a quote in a query is escaped by whoever parses the URL.
  url: new URL(url).href,
  headers: { accept: 'application/json', 'user-agent': USER_AGENT },
  body: null,
  addedAtSend: ['authorization'],
});

/** A text in OData's quotes, out of which it cannot lead. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
