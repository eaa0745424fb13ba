import { objectIn } from '../failure.judge.js';
import { unreadableLook } from '../failure.reply.js';
import {
  type ListedMail,
  type MailListInput,
  mailListExamples,
  mailListInputSchema,
  mailListOutputSchema,
} from '../mail/index.js';
import { type Answer, type Looking, PlanError, type PlanFacts, type ReadAction } from '../provider.js';
import { sign } from '../sign.js';
import { compileLook } from './compile.js';
import { google, isMissing } from './dialect.js';
import { type GmailMessage, toListed } from './gmail-message.js';
import { GMAIL_LIMITS, LIST_MAILS, SCOPE } from './sources.js';

/** Mails that are asked for in one step: where Gmail refuses one of them, it is asked for none of the next. */
const AT_ONCE = 10;

export const gmailList = {
  id: 'google.gmail.list',
  version: '2026-11-01',
  provider: 'google',
  name: 'List e-mails in Gmail',
  description: 'Lists mails of the inbox, newest first.',
  kind: 'read',
  // It changes nothing: reading a list marks no mail as read.
  effectClass: 'natural',
  undo: null,
  requiresConnection: true,
  // gmail.metadata would be less, and cannot search.
  scopes: [`${SCOPE}gmail.readonly`],
  sources: { effectClass: LIST_MAILS, scopes: LIST_MAILS, limits: GMAIL_LIMITS },
  inputSchema: mailListInputSchema,
  outputSchema: mailListOutputSchema,
  examples: [
    ...mailListExamples,
    { summary: 'Mails with files of the last week', input: { query: 'has:attachment newer_than:7d' } },
  ],
  async *look(input, facts): Looking<{ messages: ListedMail[] }> {
    const [answer] = yield [await listRequest(input as unknown as MailListInput, facts)];
    const ids = idsOf(answer!);
    const messages: ListedMail[] = [];
    for (let from = 0; from < ids.length; from += AT_ONCE) {
      const batch = ids.slice(from, from + AT_ONCE);
      const answers = yield await Promise.all(batch.map((id) => messageRequest(id, facts)));
      // Who deletes a mail meanwhile makes it missing, and the others no less right.
      const found = answers.filter((one) => !isMissing(one));
      messages.push(...(await Promise.all(found.map(mailIn))));
    }
    return { messages };
  },
  sign,
} satisfies ReadAction;

function listRequest({ query, from, unreadOnly, limit }: MailListInput, facts: PlanFacts) {
  const q = searchOf(query, from);
  return compileLook('gmail', facts, (gmail, options) =>
    gmail.users.messages.list(
      {
        userId: 'me',
        labelIds: unreadOnly ? ['INBOX', 'UNREAD'] : ['INBOX'],
        maxResults: limit,
        ...(q === '' ? {} : { q }),
        fields: 'messages/id',
      },
      options,
    ),
  );
}

function messageRequest(id: string, facts: PlanFacts) {
  const parameters = {
    userId: 'me',
    id,
    format: 'metadata',
    metadataHeaders: ['From', 'To', 'Subject'],
    fields: 'id,threadId,labelIds,snippet,internalDate,payload/headers',
  };
  return compileLook('gmail', facts, (gmail, options) => gmail.users.messages.get(parameters, options));
}

/** In Gmail's words, of which `from` must stay one: https://support.google.com/mail/answer/7190 */
function searchOf(query: string | undefined, from: string | undefined): string {
  if (from !== undefined && /["\p{Cc}]/u.test(from))
    throw new PlanError('/from', 'invalid_text', 'A sender has no quotation marks and no control characters.');
  if (from === undefined) return query ?? '';
  const sender = /^[\w.@+-]+$/.test(from) ? `from:${from}` : `from:"${from}"`;
  if (query === undefined) return sender;
  // In brackets, or an OR in the query would take the sender for one of its sides only.
  return /\s/.test(query) ? `${sender} (${query})` : `${sender} ${query}`;
}

async function mailIn(answer: Answer): Promise<ListedMail> {
  const mail = await toListed(objectIn<GmailMessage>(answer, google));
  if (!mail) throw unreadableLook(answer, google.name);
  return mail;
}

function idsOf(answer: Answer): string[] {
  const { messages = [] } = objectIn<{ messages?: Array<{ id?: unknown }> }>(answer, google);
  const ids = Array.isArray(messages) ? messages.map((message) => message?.id) : [undefined];
  if (!ids.every((id) => typeof id === 'string')) throw unreadableLook(answer, google.name);
  return ids;
}
