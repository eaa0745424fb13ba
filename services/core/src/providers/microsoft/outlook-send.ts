import type { FileAttachment, Message, Recipient } from '@microsoft/microsoft-graph-types';
import { failedWrite } from '../failure.judge.js';
import { isSuccess, unreadableWrite } from '../failure.reply.js';
import { type Mail, type Mailbox, mailInputSchema, readMail, summaryOfMail, warningsOfMail } from '../mail/index.js';
import { PlanError, type WriteAction } from '../provider.js';
import { sign } from '../sign.js';
import { microsoft } from './dialect.js';
import { path, post } from './graph.js';
import { LIMITS, SEND_MAIL } from './sources.js';

/** Graph takes requests of up to 4 MB: https://learn.microsoft.com/graph/use-the-api */
const MOST_BYTES = 4_000_000;

export const outlookSend = {
  id: 'microsoft.outlook.send',
  version: '2026-11-01',
  provider: 'microsoft',
  name: 'Send an e-mail with Outlook',
  description: 'Sends an e-mail from the mailbox of the account, and keeps it in Sent Items.',
  kind: 'write',
  // Graph documents no key by which it would know a second request, and answers without an id of the mail.
  effectClass: 'at-most-once',
  undo: null,
  requiresConnection: true,
  scopes: ['Mail.Send'],
  sources: { effectClass: SEND_MAIL, scopes: SEND_MAIL, limits: LIMITS },
  inputSchema: mailInputSchema,
  outputSchema: {
    type: 'object',
    required: ['accepted', 'requestId'],
    properties: {
      accepted: {
        type: 'boolean',
        const: true,
        description:
          'Microsoft has taken the mail. It does not say whether it was delivered: who cannot be reached comes back as a mail.',
      },
      requestId: {
        type: ['string', 'null'],
        description: "Microsoft's id of the request, for its support; it gives none of the mail.",
      },
    },
  },
  examples: [
    {
      summary: 'Invite for lunch',
      input: { to: ['ada@example.com'], subject: 'Lunch?', body: 'Today at 12:30, the usual place.' },
    },
    {
      summary: 'Send a file, with a copy',
      input: {
        to: ['Ada Lovelace <ada@example.com>'],
        cc: ['charles@example.com'],
        subject: 'Notes',
        body: '<p>The notes, as <b>agreed</b>.</p>',
        bodyType: 'html',
        attachments: [{ filename: 'notes.txt', contentType: 'text/plain', contentBase64: 'SGVsbG8=' }],
      },
    },
  ],
  async plan(input, { providerUrls }) {
    const mail = readMail(input);
    const request = post(path`/me/sendMail`, { message: toMessage(mail), saveToSentItems: true }, providerUrls);
    if (Buffer.byteLength(request.body ?? '') > MOST_BYTES)
      throw new PlanError('/attachments', 'too_large', 'The mail is larger than the 4 MB that Microsoft Graph takes.');
    return {
      request,
      summary: summaryOfMail(mail),
      effectClass: 'at-most-once',
      warnings: await warningsOfMail(mail),
    };
  },
  read(answer) {
    if (!isSuccess(answer)) return failedWrite(answer, microsoft);
    // Nothing else says that Microsoft has it: a page of something in between comes with 200, and a text.
    if (answer.status !== 202 || answer.body.length > 0) return unreadableWrite(answer, microsoft.name);
    return { status: 'succeeded', output: { accepted: true, requestId: answer.headers['request-id'] ?? null } };
  },
  sign,
} satisfies WriteAction;

function toMessage({ to, cc, bcc, subject, body, bodyType, attachments }: Mail): Message {
  const files = attachments.map(({ filename, contentType, content }): FileAttachment & { '@odata.type': string } => ({
    '@odata.type': '#microsoft.graph.fileAttachment',
    name: filename,
    contentType,
    contentBytes: content.toString('base64'),
  }));
  return {
    subject,
    body: { contentType: bodyType, content: body },
    toRecipients: to.map(toRecipient),
    ...(cc.length > 0 && { ccRecipients: cc.map(toRecipient) }),
    ...(bcc.length > 0 && { bccRecipients: bcc.map(toRecipient) }),
    ...(files.length > 0 && { attachments: files }),
  };
}

const toRecipient = ({ name, address }: Mailbox): Recipient => ({
  emailAddress: name === undefined ? { address } : { name, address },
});
