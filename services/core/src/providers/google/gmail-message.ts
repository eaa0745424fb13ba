// A mail as Gmail answers it, and as every provider's list gives it.
import type { gmail_v1 } from '@googleapis/gmail';
import type { ListedMail } from '../mail/index.js';

export type GmailMessage = gmail_v1.Schema$Message;

export async function toListed(message: GmailMessage): Promise<ListedMail> {
  const [from] = await mailboxesOf(headerOf(message, 'from'));
  return {
    id: message.id ?? '',
    threadId: message.threadId ?? '',
    from: from ?? null,
    to: await mailboxesOf(headerOf(message, 'to')),
    subject: headerOf(message, 'subject'),
    date: new Date(Number(message.internalDate ?? 0)).toISOString(),
    snippet: plain(message.snippet ?? ''),
    unread: message.labelIds?.includes('UNREAD') ?? false,
  };
}

function headerOf({ payload }: GmailMessage, name: string): string {
  return payload?.headers?.find((header) => header.name?.toLowerCase() === name)?.value ?? '';
}

/** Those of groups, too; what is no address is left out. */
async function mailboxesOf(header: string): Promise<ListedMail['to']> {
  const { default: addressparser } = await import('nodemailer/lib/addressparser');
  return addressparser(header, { flatten: true })
    .filter(({ address }) => address !== '')
    .map(({ name, address }) => ({ name: name || null, address }));
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: '\u00a0', amp: '&' };

/** Gmail escapes its snippets for HTML. */
const plain = (text: string) => text.replace(/&(lt|gt|quot|#39|nbsp|amp);/g, (_, name: string) => ENTITIES[name]!);
