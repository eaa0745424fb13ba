// How mails are asked for. Graph knows two ways, which cannot be mixed: `$filter` sorts and knows what is unread, and finds only whole
// addresses; `$search` finds words, and neither sorts nor knows what is unread.
import type { MailListInput } from '../mail/index.js';
import { PlanError } from '../provider.js';
import { type Query, quoted } from './graph.js';

const FIELDS = 'id,conversationId,from,toRecipients,subject,receivedDateTime,bodyPreview,isRead';
/** Without what would make it more than one. */
const ADDRESS = /^[^\s"<>()@]+@[^\s"<>()@]+\.[^\s"<>()@]+$/;
/** The most that is asked for at once. */
const LONGEST_PAGE = 50;

export function queryOf({ query, from, unreadOnly, limit }: MailListInput): Query {
  const search = query !== undefined || (from !== undefined && !ADDRESS.test(from));
  if (search) return { $search: searchFor(query, from), $select: FIELDS, $top: LONGEST_PAGE };
  const conditions = [
    ...(unreadOnly ? ['isRead eq false'] : []),
    ...(from === undefined ? [] : [`from/emailAddress/address eq ${quoted(from)}`]),
  ];
  // What is sorted by must stand in the filter, and first there.
  const filter = conditions.length > 0 && ['receivedDateTime ge 1900-01-01T00:00:00Z', ...conditions].join(' and ');
  return { ...(filter && { $filter: filter }), $orderby: 'receivedDateTime desc', $select: FIELDS, $top: limit };
}

/** The words in Graph's quotes: a quote of the caller's is one in the words, and ends nothing. */
function searchFor(query: string | undefined, from: string | undefined): string {
  if (from?.includes('"'))
    throw new PlanError('/from', 'invalid_text', 'A sender is an address, or a part of one, without quotation marks.');
  const words = [...(query === undefined ? [] : [query]), ...(from === undefined ? [] : [`from:"${from}"`])];
  return `"${words.join(' ').replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;
}
