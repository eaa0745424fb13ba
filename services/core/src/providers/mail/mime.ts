// A mail as bytes (RFC 5322, MIME): by nodemailer's composer, with everything fixed that it would draw from chance, the clock or the machine.
import { createHash } from 'node:crypto';
import type { Mailbox } from './address.js';
import { readHtml } from './html.js';
import type { Mail } from './read-mail.js';

export interface MimeFacts {
  /** Of the preview: unique, and known to nobody who wrote the mail. */
  id: string;
  date: Date;
  from: Mailbox | undefined;
}

/** The same bytes for the same mail and facts. Bcc stands in it: for providers that take a mail's recipients from its headers. */
export async function toMime(mail: Mail, { id, date, from }: MimeFacts): Promise<Buffer> {
  const { default: MailComposer } = await import('nodemailer/lib/mail-composer');
  const { encodeWord } = await import('nodemailer/lib/mime-funcs');
  const body = withLineEnds(mail.body);
  const html = mail.bodyType === 'html' ? body : undefined;
  const text = html === undefined ? body : withLineEnds((await readHtml(mail.body)).text);
  const message = new MailComposer({
    ...(from && { from: one(from) }),
    to: mail.to.map(one),
    cc: mail.cc.map(one),
    bcc: mail.bcc.map(one),
    // What looks like an encoded word would be passed through, and read as what it decodes to.
    subject: mail.subject.includes('=?') ? encodeWord(mail.subject, 'B', 52) : mail.subject,
    messageId: `<${id}@${from?.address.split('@').at(-1) ?? 'relay.invalid'}>`,
    date,
    // Without a text nodemailer would make an attachment the mail itself.
    text: text || '\r\n',
    ...(html === undefined ? {} : { html: html || '\r\n' }),
    attachments: mail.attachments.map(({ filename, contentType, content }) => ({
      filename,
      contentType,
      content,
      contentTransferEncoding: 'base64',
      contentDisposition: 'attachment',
    })),
    // A boundary that can be known in advance lets a text end its part, and add another.
    baseBoundary: createHash('sha256')
      .update(JSON.stringify([id, text, html]))
      .digest('hex')
      .slice(0, 32),
    newline: 'win',
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
  message.keepBcc = true;
  return message.build();
}

/** Never as one text: 'a@b.c, d@e.f' would be two people. */
const one = ({ name, address }: Mailbox) => ({ name: name ?? '', address });

const withLineEnds = (text: string) => text.replace(/\r\n?|\n/g, '\r\n');
