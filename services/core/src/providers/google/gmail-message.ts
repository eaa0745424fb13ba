// A mail as Gmail answers it, and as every provider's list gives it.
import type { gmail_v1 } from '@googleapis/gmail';
import type { ListedMail } from '../mail/index.js';

export type GmailMessage = gmail_v1.Schema$Message;

export async function toListed(message: GmailMessage): Promise<ListedMail> {
  const { addressParser, decodeWords } = await import('postal-mime');
  /** Those of groups, too; what is no address is left out. */
  const mailboxes = (header: string) =>
    addressParser(headerOf(message, header), { flatten: true }).flatMap(({ name, address }) =>
      address ? [{ name: name || null, address }] : [],
    );
  return {
    id: message.id ?? '',
    threadId: message.threadId ?? '',
    from: mailboxes('from')[0] ?? null,
    to: mailboxes('to'),
    subject: decodeWords(headerOf(message, 'subject')),
    date: new Date(Number(message.internalDate ?? 0)).toISOString(),
    snippet: plain(message.snippet ?? ''),
    unread: message.labelIds?.includes('UNREAD') ?? false,
  };
}

function headerOf({ payload }: GmailMessage, name: string): string {
  return payload?.headers?.find((header) => header.name?.toLowerCase() === name)?.value ?? '';
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0', amp: '&' };

/** Gmail escapes its snippets for HTML. */
const plain = (text: string) => text.replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (_, name: string) => ENTITIES[name]!);
