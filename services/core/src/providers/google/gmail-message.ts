// A mail as Gmail answers it, and as every provider's list gives it.
import type { gmail_v1 } from '@googleapis/gmail';
import { fieldsOf, itemsOf, textOf } from '../fields.js';
import type { ListedMail } from '../mail/index.js';

export type GmailMessage = gmail_v1.Schema$Message;

/** As much of a header as is read, in characters: who writes a mail writes these, and a parser's time grows with their square. */
const LONGEST_HEADER = 10_000;

/** Undefined for what is no mail. */
export async function toListed(message: GmailMessage): Promise<ListedMail | undefined> {
  const { addressParser, decodeWords } = await import('postal-mime');
  /** Those of groups, too; what is no address is left out. */
  const mailboxes = (header: string) =>
    addressParser(headerOf(message, header), { flatten: true }).flatMap(({ name, address }) =>
      address ? [{ name: name || null, address }] : [],
    );
  const id = textOf(message.id);
  const date = new Date(Number(textOf(message.internalDate) ?? Number.NaN));
  if (id === undefined || Number.isNaN(date.getTime())) return undefined;
  return {
    id,
    threadId: textOf(message.threadId) ?? id,
    from: mailboxes('from')[0] ?? null,
    to: mailboxes('to'),
    subject: decodeWords(headerOf(message, 'subject')),
    date: date.toISOString(),
    snippet: plain(textOf(message.snippet) ?? ''),
    unread: itemsOf(message.labelIds).includes('UNREAD'),
  };
}

function headerOf({ payload }: GmailMessage, wanted: string): string {
  const headers = itemsOf(payload?.headers).map(fieldsOf);
  const text = textOf(headers.find(({ name }) => textOf(name)?.toLowerCase() === wanted)?.value) ?? '';
  // A recipient that is cut would be another one.
  return text.length > LONGEST_HEADER ? text.slice(0, LONGEST_HEADER).replace(/,[^,]*$/, '') : text;
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0', amp: '&' };

/** Gmail escapes its snippets for HTML. */
const plain = (text: string) => text.replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (_, name: string) => ENTITIES[name]!);
