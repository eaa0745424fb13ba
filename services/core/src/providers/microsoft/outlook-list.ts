import type { Message } from '@microsoft/microsoft-graph-types';
import { fieldsOf, itemsOf, textOf, timeOf } from '../fields.js';
import {
  type ListedMail,
  type MailListInput,
  mailListExamples,
  mailListInputSchema,
  mailListOutputSchema,
} from '../mail/index.js';
import type { ReadAction } from '../provider.js';
import { sign } from '../sign.js';
import { get, path } from './graph.js';
import { queryOf } from './outlook-query.js';
import { readPages } from './pages.js';
import { LIMITS, LIST_MESSAGES } from './sources.js';

/** How far a search is followed for mails that fit. */
const MOST_PAGES = 4;

export const outlookList = {
  id: 'microsoft.outlook.list',
  version: '2026-11-01',
  provider: 'microsoft',
  name: 'List e-mails in Outlook',
  description: 'Lists mails of the inbox, newest first.',
  kind: 'read',
  // It changes nothing: reading a list marks no mail as read.
  effectClass: 'natural',
  undo: null,
  requiresConnection: true,
  // Mail.ReadBasic gives no preview of the text, and cannot search.
  scopes: ['Mail.Read'],
  sources: { effectClass: LIST_MESSAGES, scopes: LIST_MESSAGES, limits: LIMITS },
  inputSchema: mailListInputSchema,
  outputSchema: mailListOutputSchema,
  examples: [...mailListExamples, { summary: 'Mails about a launch', input: { query: 'subject:launch' } }],
  async *look(input, { providerUrls }) {
    const { unreadOnly, from, limit } = input as unknown as MailListInput;
    // What Graph was not able to be asked for is looked at here.
    const fits = ({ unread, from: sender }: ListedMail) =>
      (!unreadOnly || unread) && (from === undefined || isPartOf(from, sender));
    const toFitting = (items: Message[]) => items.flatMap((item) => toListed(fieldsOf(item)) ?? []).filter(fits);
    const query = queryOf(input as unknown as MailListInput);
    const first = get(path`/me/mailFolders/inbox/messages`, query, providerUrls);
    const isEnough = (items: Message[]) => toFitting(items).length >= limit;
    const { items } = yield* readPages<Message>(first, providerUrls, MOST_PAGES, isEnough);
    return { messages: toFitting(items).sort(newestFirst).slice(0, limit) };
  },
  sign,
} satisfies ReadAction;

/** Undefined for drafts and reports of some kinds, which have no date or no id: they are no mails that came in. */
function toListed(message: Message): ListedMail | undefined {
  const [id, date] = [textOf(message.id), timeOf(message.receivedDateTime)];
  if (id === undefined || date === undefined) return undefined;
  return {
    id,
    threadId: textOf(message.conversationId) ?? id,
    from: mailboxOf(message.from),
    to: itemsOf(message.toRecipients)
      .map(mailboxOf)
      .filter((mailbox) => mailbox !== null),
    subject: textOf(message.subject) ?? '',
    date,
    snippet: textOf(message.bodyPreview) ?? '',
    unread: message.isRead === false,
  };
}

function mailboxOf(recipient: unknown): ListedMail['from'] {
  const { name, address: text } = fieldsOf(fieldsOf(recipient).emailAddress);
  const address = textOf(text);
  if (address === undefined) return null;
  return { name: name === address ? null : (textOf(name) ?? null), address };
}

// A search sorts by when a mail was sent.
const newestFirst = (a: ListedMail, b: ListedMail) => Date.parse(b.date) - Date.parse(a.date);

const isPartOf = (part: string, sender: ListedMail['from']) =>
  [sender?.address, sender?.name].some((text) => text?.toLowerCase().includes(part.toLowerCase()));
