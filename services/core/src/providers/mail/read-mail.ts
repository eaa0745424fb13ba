// An e-mail action's input, read and checked beyond what its schema can say.
import { type JsonObject, PlanError } from '../provider.js';
import { isUnprintable } from '../shown.js';
import { type Mailbox, readMailbox } from './address.js';
import { type MailInput, MOST_ATTACHED_BYTES } from './mail.schema.js';

interface Attachment {
  filename: string;
  contentType: string;
  content: Buffer;
}

export interface Mail {
  to: Mailbox[];
  cc: Mailbox[];
  bcc: Mailbox[];
  /** Empty, if there is none. */
  subject: string;
  body: string;
  bodyType: 'text' | 'html';
  attachments: Attachment[];
}

/** Throws PlanError for the first thing that is wrong. */
export function readMail(input: JsonObject): Mail {
  const { to, cc = [], bcc = [], subject = '', body, bodyType, attachments = [] } = input as unknown as MailInput;
  const mailboxes = (texts: string[], field: string) => texts.map((text, at) => readMailbox(text, `/${field}/${at}`));
  const mail = {
    to: mailboxes(to, 'to'),
    cc: mailboxes(cc, 'cc'),
    bcc: mailboxes(bcc, 'bcc'),
    subject: subject.trim(),
    body,
    bodyType,
    attachments: attachments.map(readAttachment),
  };
  if (isUnprintable(mail.subject))
    throw new PlanError('/subject', 'invalid_text', 'A subject is one line, without control characters.');
  if (/[^\P{Cc}\t\r\n]/u.test(body))
    throw new PlanError('/body', 'invalid_text', 'A body has no control characters but tabs and line ends.');
  const bytes = mail.attachments.reduce((sum, { content }) => sum + content.length, 0);
  if (bytes > MOST_ATTACHED_BYTES)
    throw new PlanError(
      '/attachments',
      'too_large',
      `The attachments hold ${megabytes(bytes)} MB; 2.5 MB are allowed together.`,
    );
  return mail;
}

function readAttachment(
  { filename, contentType, contentBase64 }: NonNullable<MailInput['attachments']>[number],
  at: number,
): Attachment {
  const pointer = `/attachments/${at}`;
  // Many programs decode what looks like an encoded word, even here.
  if (isUnprintable(filename) || /[/\\]|=\?/.test(filename) || /^\.*$/.test(filename.trim()))
    throw new PlanError(
      `${pointer}/filename`,
      'invalid_filename',
      'A file name has no path, no line ends, no control characters and no =? in it.',
    );
  // Such a part would have parts of its own, and may not be encoded.
  if (/^(?:multipart|message)\//i.test(contentType))
    throw new PlanError(
      `${pointer}/contentType`,
      'invalid_content_type',
      `Attach this as application/octet-stream, not as ${contentType}.`,
    );
  const content = Buffer.from(contentBase64, 'base64');
  if (content.toString('base64') !== contentBase64)
    throw new PlanError(
      `${pointer}/contentBase64`,
      'invalid_base64',
      'This is not padded base64 with the letters + and /, without spaces.',
    );
  return { filename: filename.trim(), contentType: contentType.toLowerCase(), content };
}

const megabytes = (bytes: number) => (Math.ceil((bytes / 1024 / 1024) * 100) / 100).toFixed(2);
