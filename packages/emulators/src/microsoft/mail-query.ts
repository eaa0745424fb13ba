// Which mails are meant: $filter with conditions that must all hold, or $search, and never both.
import type { Reply } from '../gate/http.js';
import { graphError } from './errors.js';
import type { GraphMessage } from './state.js';

type Test = (message: GraphMessage) => boolean;

const newestFirst = (a: GraphMessage, b: GraphMessage) => b.receivedDateTime.localeCompare(a.receivedDateTime);
const invalid = (message: string) => graphError(400, 'BadRequest', message);

/** The mails, newest first; or why Graph would not look. */
export function findMails(messages: GraphMessage[], query: URLSearchParams): GraphMessage[] | Reply {
  const [filter, search, order] = ['$filter', '$search', '$orderby'].map((name) => query.get(name));
  const sorted = messages.toReversed().sort(newestFirst); // of the same second, the last one first
  if (search != null) {
    if (filter != null)
      return graphError(400, 'SearchWithFilter', 'The query parameters $search and $filter cannot be used together.');
    if (order != null)
      return graphError(400, 'SearchWithOrderBy', 'The query parameter $orderBy is not supported with $search.');
    const words = /^"(.*)"$/s.exec(search)?.[1];
    if (words === undefined) return invalid('Syntax error: the value of $search stands in double quotes.');
    return sorted.filter(searchFor(words.replaceAll(/\\(.)/g, '$1')));
  }
  if (filter == null) return sorted;
  const conditions = filter.split(' and ').map((text) => text.trim());
  const [by] = order?.split(' ') ?? [];
  if (by && !conditions[0]!.startsWith(by))
    return graphError(400, 'InefficientFilter', 'The restriction or sort order is too complex for this operation.');
  const tests = conditions.map(toTest);
  const unknown = conditions[tests.indexOf(undefined)];
  if (unknown !== undefined) return invalid(`Invalid filter clause: ${unknown}`);
  return sorted.filter((message) => tests.every((test) => test!(message)));
}

function toTest(condition: string): Test | undefined {
  const [, boolean, wanted] = /^(isRead|hasAttachments|isDraft) eq (true|false)$/.exec(condition) ?? [];
  if (boolean) return (message) => message[boolean as 'isRead'] === (wanted === 'true');
  const [, comparison, instant = ''] =
    /^receivedDateTime (ge|gt|le|lt|eq) (\d{4}-\d\d-\d\dT[\d:.]+Z)$/.exec(condition) ?? [];
  if (comparison)
    return ({ receivedDateTime }) => compare(Date.parse(receivedDateTime), comparison, Date.parse(instant));
  const [, property, text = ''] = /^(from\/emailAddress\/address|subject) eq '((?:[^']|'')*)'$/.exec(condition) ?? [];
  if (property) return (message) => textOf(message, property).toLowerCase() === unquoted(text).toLowerCase();
  const [, way, of, part = ''] =
    /^(contains|startswith)\((subject|from\/emailAddress\/address),\s*'((?:[^']|'')*)'\)$/.exec(condition) ?? [];
  if (!way) return undefined;
  const wantedPart = unquoted(part).toLowerCase();
  return (message) => {
    const whole = textOf(message, of!).toLowerCase();
    return way === 'contains' ? whole.includes(wantedPart) : whole.startsWith(wantedPart);
  };
}

const unquoted = (text: string) => text.replaceAll("''", "'");
const textOf = (message: GraphMessage, property: string) =>
  property === 'subject' ? message.subject : message.from.emailAddress.address;

function compare(a: number, comparison: string, b: number): boolean {
  switch (comparison) {
    case 'ge':
      return a >= b;
    case 'gt':
      return a > b;
    case 'le':
      return a <= b;
    case 'lt':
      return a < b;
    default:
      return a === b;
  }
}

/** Words of KQL that must all be found: `from:`, `subject:` and `to:` with a word or a text in quotes, or anywhere. */
function searchFor(text: string): Test {
  const parts = [...text.matchAll(/(?:(from|subject|to|body):)?(?:"([^"]*)"|(\S+))/gi)];
  return (message) =>
    parts.every(([, where, quoted, word]) => {
      const wanted = (quoted ?? word ?? '').toLowerCase();
      return inPart(message, where?.toLowerCase()).toLowerCase().includes(wanted);
    });
}

function inPart(message: GraphMessage, where: string | undefined): string {
  const people = (list: GraphMessage['toRecipients']) =>
    list.map(({ emailAddress }) => `${emailAddress.name ?? ''} ${emailAddress.address}`).join(' ');
  if (where === 'from') return people([message.from]);
  if (where === 'to') return people(message.toRecipients);
  if (where === 'subject') return message.subject;
  if (where === 'body') return message.body.content;
  return [message.subject, message.body.content, people([message.from]), people(message.toRecipients)].join(' ');
}
