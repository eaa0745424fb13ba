// Outlook: what is sent is kept in Sent Items, and arrives in the inboxes of those who have an account here.
import { randomUUID } from 'node:crypto';
import type { Account } from '../accounts.js';
import { empty, type Reply } from '../gate/http.js';
import { bodyOf, type Call, type Route } from '../gate/routes.js';
import { graphError, invalidRecipients, refuse } from './errors.js';
import { findMails } from './mail-query.js';
import { paged } from './odata.js';
import {
  type GraphAttachment,
  type GraphMessage,
  type GraphRecipient,
  isRecipient,
  type MicrosoftState,
  newId,
} from './state.js';

const READ = ['Mail.Read', 'Mail.ReadWrite', 'Mail.ReadBasic'];
const MOST_BYTES = 4 * 1024 * 1024;

interface SentMessage {
  subject?: string;
  body?: { contentType?: 'text' | 'html'; content?: string };
  from?: GraphRecipient;
  toRecipients?: GraphRecipient[];
  ccRecipients?: GraphRecipient[];
  bccRecipients?: GraphRecipient[];
  attachments?: GraphAttachment[];
}

export function mailRoutes(state: MicrosoftState, accounts: Account[]): Route[] {
  return [
    {
      method: 'POST',
      path: '/v1.0/me/sendMail',
      scopes: ['Mail.Send'],
      operation: 'POST /me/sendMail',
      handle: (call) => send(state, accounts, call),
    },
    {
      method: 'GET',
      path: '/v1.0/me/mailFolders/{folder}/messages',
      scopes: READ,
      operation: 'GET /me/mailFolders/{mailFolder-id}/messages',
      handle: (call) => list(state, call, call.params.folder!.toLowerCase()),
    },
    {
      method: 'GET',
      path: '/v1.0/me/messages',
      scopes: READ,
      operation: 'GET /me/messages',
      handle: (call) => list(state, call, undefined),
    },
  ];
}

function send(state: MicrosoftState, accounts: Account[], call: Call): Reply {
  if (call.body.byteLength > MOST_BYTES)
    return graphError(413, 'RequestEntityTooLarge', 'The request is larger than 4 MB.');
  const { message, saveToSentItems = true } = bodyOf(call) as { message?: SentMessage; saveToSentItems?: boolean };
  if (!message) return graphError(400, 'ErrorInvalidParameter', 'The message is missing.');
  const { toRecipients = [], ccRecipients = [], bccRecipients = [] } = message;
  const recipients = [...toRecipients, ...ccRecipients, ...bccRecipients];
  if (recipients.length === 0 || !recipients.every(isRecipient)) return invalidRecipients();
  const from = message.from?.emailAddress.address;
  if (from && from.toLowerCase() !== call.account.email)
    return graphError(
      403,
      'ErrorSendAsDenied',
      'The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.',
    );
  const { attachments = [] } = message;
  const sent = toMessage(message, call.account);
  if (saveToSentItems)
    state.mails.push({
      owner: call.account.name,
      folder: 'sentitems',
      message: { ...sent, isRead: true },
      attachments,
    });
  const addresses = recipients.map(({ emailAddress }) => emailAddress.address.toLowerCase());
  for (const account of accounts.filter(({ email }) => addresses.includes(email)))
    state.mails.push({
      owner: account.name,
      folder: 'inbox',
      message: { ...sent, id: newId(), bccRecipients: [] },
      attachments,
    });
  return empty(202);
}

function toMessage(message: SentMessage, { email, displayName }: Account): GraphMessage {
  const now = `${new Date().toISOString().slice(0, 19)}Z`;
  const content = message.body?.content ?? '';
  const contentType = message.body?.contentType ?? 'text';
  const sender = { emailAddress: { name: displayName, address: email } };
  const id = newId();
  return {
    id,
    conversationId: newId(),
    subject: message.subject ?? '',
    body: { contentType, content },
    bodyPreview: (contentType === 'html' ? content.replaceAll(/<[^>]*>/g, ' ') : content).trim().slice(0, 255),
    from: sender,
    sender,
    toRecipients: message.toRecipients ?? [],
    ccRecipients: message.ccRecipients ?? [],
    bccRecipients: message.bccRecipients ?? [],
    hasAttachments: (message.attachments ?? []).length > 0,
    importance: 'normal',
    isRead: false,
    isDraft: false,
    receivedDateTime: now,
    sentDateTime: now,
    internetMessageId: `<${randomUUID()}@contoso.example>`,
    webLink: 'https://outlook.office365.com/owa/',
  };
}

function list(state: MicrosoftState, call: Call, folder: string | undefined): Reply {
  if (folder !== undefined && !['inbox', 'sentitems'].includes(folder)) return refuse({ kind: 'not_found' });
  const mine = state.mails.filter((mail) => mail.owner === call.account.name && (!folder || mail.folder === folder));
  const found = findMails(
    mine.map(({ message }) => message),
    call.query,
  );
  if (!Array.isArray(found)) return found;
  const basic = !call.scopes.includes('Mail.Read') && !call.scopes.includes('Mail.ReadWrite');
  if (basic && call.query.has('$search')) return refuse({ kind: 'scope', needs: ['Mail.Read'] });
  return paged(call, basic ? found.map(withoutBody) : found, { usual: 10, most: 1000 });
}

function withoutBody({ body: _body, bodyPreview: _preview, ...rest }: GraphMessage) {
  return rest;
}
