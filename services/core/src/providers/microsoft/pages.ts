// What Graph lists, page by page: https://learn.microsoft.com/graph/paging
import { objectIn } from '../failure.judge.js';
import { unreadableLook } from '../failure.reply.js';
import type { Answer, Looking, LookRequest, ProviderUrls } from '../provider.js';
import { microsoft } from './dialect.js';
import { getUrl, graphUrl } from './graph.js';

interface Page<T> {
  items: T[];
  /** Undefined on the last page. */
  next: LookRequest | undefined;
}

interface Listed<T> {
  items: T[];
  /** Whether there is more than was read. */
  hasMore: boolean;
}

/** Reads up to `most` pages, and no further than to where `isEnough` says so. Throws ProviderFailure. */
export async function* readPages<T>(
  first: LookRequest,
  urls: ProviderUrls,
  most: number,
  isEnough: (items: T[]) => boolean = () => false,
): Looking<Listed<T>> {
  const items: T[] = [];
  let next: LookRequest | undefined = first;
  for (let count = 0; next && count < most && !isEnough(items); count++) {
    const answers: Answer[] = yield [next];
    const page: Page<T> = pageOf<T>(answers[0]!, urls);
    items.push(...page.items);
    next = page.next;
  }
  return { items, hasMore: next !== undefined };
}

/** Throws ProviderFailure for anything that is no page. The next one is only asked for where Graph is: it is sent the token. */
function pageOf<T>(answer: Answer, urls: ProviderUrls): Page<T> {
  const { value, '@odata.nextLink': link } = objectIn<{ value?: unknown; '@odata.nextLink'?: unknown }>(
    answer,
    microsoft,
  );
  if (!Array.isArray(value)) throw unreadableLook(answer, microsoft.name);
  if (link === undefined || link === null) return { items: value, next: undefined };
  const next = typeof link === 'string' ? URL.parse(link) : null;
  const graph = new URL(`${graphUrl(urls)}/`);
  const isGraph = next?.origin === graph.origin && next.pathname.startsWith(graph.pathname);
  if (!isGraph || next.username || next.password || next.hash) throw unreadableLook(answer, microsoft.name);
  return { items: value, next: getUrl(next.href) };
}
