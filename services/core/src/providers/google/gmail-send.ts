import type { Warning } from '../../generated/types.js';
import { failedWrite } from '../failure.judge.js';
import { isSuccess, jsonOf, unreadableWrite } from '../failure.reply.js';
import { fieldsOf, itemsOf, textOf } from '../fields.js';
import {
  type Mail,
  mailInputSchema,
  readMail,
  readMailbox,
  summaryOfMail,
  toMime,
  warningsOfMail,
} from '../mail/index.js';
import { type Account, PlanError, type WriteAction } from '../provider.js';
import { sign } from '../sign.js';
import { compile } from './compile.js';
import { google } from './dialect.js';
import { GMAIL_LIMITS, SCOPE, SEND_MAIL } from './sources.js';

export const gmailSend = {
  id: 'google.gmail.send',
  version: '2026-11-01',
  provider: 'google',
  name: 'Send an e-mail with Gmail',
  description: 'Sends an e-mail from the Gmail address of the account, and keeps it in Sent.',
  kind: 'write',
  // Gmail documents no key by which it would know a second request, and gives a mail an id of its own. It may replace the Message-ID.
  effectClass: 'at-most-once',
  undo: null,
  requiresConnection: true,
  scopes: [`${SCOPE}gmail.send`],
  sources: { effectClass: SEND_MAIL, scopes: SEND_MAIL, limits: GMAIL_LIMITS },
  inputSchema: mailInputSchema,
  outputSchema: {
    type: 'object',
    required: ['messageId', 'threadId', 'labelIds'],
    properties: {
      messageId: { type: 'string', description: "Gmail's id of the mail." },
      threadId: { type: 'string', description: 'The conversation that it belongs to.' },
      labelIds: { type: 'array', items: { type: 'string' }, description: 'Such as `SENT`.' },
    },
  },
  examples: [
    {
      summary: 'Tell somebody that the launch moved',
      input: { to: ['Bob <bob@example.com>'], subject: 'Launch moved', body: 'It is on Friday now.' },
    },
    {
      summary: 'Send HTML with a file, and a copy that nobody else sees',
      input: {
        to: ['bob@example.com'],
        bcc: ['ann@example.com'],
        subject: 'Notes',
        body: '<p>The notes, as <b>agreed</b>.</p>',
        bodyType: 'html',
        attachments: [{ filename: 'notes.txt', contentType: 'text/plain', contentBase64: 'SGVsbG8=' }],
      },
    },
  ],
  async plan(input, facts) {
    const mail = readMail(input);
    const mime = await toMime(mail, { id: facts.previewId, date: facts.now, from: senderOf(facts.account) });
    const requestBody = { raw: mime.toString('base64url') };
    return {
      request: await compile('gmail', facts, (gmail, options) =>
        gmail.users.messages.send({ userId: 'me', requestBody }, options),
      ),
      summary: summaryOfMail(mail),
      effectClass: 'at-most-once',
      warnings: [...(await warningsOfMail(mail)), ...crowdWarning(mail)],
    };
  },
  read(answer) {
    if (!isSuccess(answer)) return failedWrite(answer, google);
    const fields = fieldsOf(jsonOf(answer));
    const [messageId, threadId] = [textOf(fields.id), textOf(fields.threadId)];
    if (messageId === undefined || threadId === undefined) return unreadableWrite(answer, google.name);
    const labelIds = itemsOf(fields.labelIds).filter((label) => typeof label === 'string');
    return { status: 'succeeded', output: { messageId, threadId, labelIds } };
  },
  sign,
} satisfies WriteAction;

/** Source: https://support.google.com/a/answer/166852 */
const MOST_RECIPIENTS = 100;

function crowdWarning({ to, cc, bcc }: Mail): Warning[] {
  const count = to.length + cc.length + bcc.length;
  if (count <= MOST_RECIPIENTS) return [];
  const detail = `The mail goes to ${count} addresses; Gmail may refuse one to more than ${MOST_RECIPIENTS}.`;
  return [{ code: 'many_recipients', detail }];
}

/** Left out where the account's name is no address: Gmail fills it in, and would replace any other. */
function senderOf(account: Account | undefined) {
  try {
    return account && readMailbox(account.name, '');
  } catch (error) {
    if (error instanceof PlanError) return undefined;
    throw error;
  }
}
