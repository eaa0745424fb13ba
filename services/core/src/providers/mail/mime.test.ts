// What is composed is read back by another program, and compared with what was asked for.
import fc from 'fast-check';
import PostalMime, { type Address, type Email } from 'postal-mime';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../provider.js';
import { PlanError } from '../provider.js';
import { readMailbox } from './address.js';
import type { MailInput } from './mail.schema.js';
import { type MimeFacts, toMime } from './mime.js';
import type { Mail } from './read-mail.js';
import { mailOf } from './testing.js';

const facts: MimeFacts = {
  id: 'prv_01m8zz0000e00800000000000a',
  date: new Date('2026-11-01T12:00:00Z'),
  from: readMailbox('Ada <ada@acme.com>', ''),
};
const compose = async (input: JsonObject) => (await toMime(mailOf(input), facts)).toString('utf8');
const parse = (mime: string | Buffer) => PostalMime.parse(mime, { attachmentEncoding: 'arraybuffer' });
const headerOf = (mime: string) => mime.slice(0, mime.indexOf('\r\n\r\n'));
const bytesOf = ({ attachments }: Email) =>
  attachments.map(({ filename, mimeType, content }) => [
    filename,
    mimeType,
    Buffer.from(content as ArrayBuffer).toString('base64'),
  ]);
const lines = (text = '') => text.replaceAll(/\r\n?/g, '\n').trim();
const mailboxes = (addresses: Address[] = []) => addresses.map(({ name, address }) => ({ name, address }));
const asked = (addresses: Mail['to']) => addresses.map(({ name = '', address }) => ({ name, address }));

describe('a composed mail', () => {
  it('is the same bytes for the same mail and facts', async () => {
    const input = {
      bodyType: 'html',
      body: '<p>Hi</p>',
      attachments: [{ filename: 'a', contentType: 'a/b', contentBase64: 'QQ==' }],
    };
    expect(await compose(input)).toBe(await compose(input));
  });

  it('holds nothing of the clock, chance or this machine', async () => {
    expect(await compose({ subject: 'Hi', cc: ['ann@acme.com'], body: 'Hello\n.\nBye' })).toBe(
      [
        'From: Ada <ada@acme.com>',
        'To: bob@acme.com',
        'Cc: ann@acme.com',
        'Subject: Hi',
        'Message-ID: <prv_01m8zz0000e00800000000000a@acme.com>',
        'Date: Sun, 01 Nov 2026 12:00:00 +0000',
        'Content-Transfer-Encoding: 7bit',
        'MIME-Version: 1.0',
        'Content-Type: text/plain; charset=utf-8',
        '',
        'Hello',
        '.',
        'Bye',
        '',
      ].join('\r\n'),
    );
  });

  it('names every recipient, those in bcc too, for the provider to take from there', async () => {
    const { to, cc, bcc, from } = await parse(
      await compose({
        to: ['"Doe, Jane" <jane@acme.com>', 'bob@müller.de'],
        cc: ['Zoë 🚀 <zoe@acme.com>'],
        bcc: ['eve@acme.com'],
      }),
    );
    expect(mailboxes(to)).toEqual([
      { name: 'Doe, Jane', address: 'jane@acme.com' },
      { name: '', address: 'bob@xn--mller-kva.de' },
    ]);
    expect(mailboxes(cc)).toEqual([{ name: 'Zoë 🚀', address: 'zoe@acme.com' }]);
    expect(mailboxes(bcc)).toEqual([{ name: '', address: 'eve@acme.com' }]);
    expect(from).toEqual({ name: 'Ada', address: 'ada@acme.com' });
  });

  it.each([
    'Réunion déplacée à vendredi : préparez les tableaux 📅, s’il vous plaît '.repeat(10),
    '会议改到星期五'.repeat(60),
    'A long subject in plain English '.repeat(25),
    '=?utf-8?Q?Your_account?= is an encoded word',
    '=?utf-8?B?RXZl?=',
    'He said "hi": a, b; c <d@e.f>',
  ])('has any subject, folded: %s', async (subject) => {
    const mime = await compose({ subject });
    expect((await parse(mime)).subject).toBe(subject.trim());
    expect(
      Math.max(
        ...headerOf(mime)
          .split('\r\n')
          .map((line) => line.length),
      ),
    ).toBeLessThanOrEqual(78);
  });

  it('has HTML together with a text that says the same', async () => {
    const mail = await parse(await compose({ bodyType: 'html', body: '<p>Grüße, <b>Bob</b></p>' }));
    expect([mail.html?.trim(), mail.text?.trim(), mail.attachments]).toEqual([
      '<p>Grüße, <b>Bob</b></p>',
      'Grüße, Bob',
      [],
    ]);
  });

  it.each(['text', 'html'])('has its attachments beside an empty body of %s', async (bodyType) => {
    const attachment = { filename: 'a.txt', contentType: 'text/plain', contentBase64: 'w6Q=' };
    const mail = await parse(await compose({ body: '', bodyType, attachments: [attachment] }));
    expect(bytesOf(mail)).toEqual([['a.txt', 'text/plain', 'w6Q=']]);
  });

  it.each([
    'Ünïcode – 计划 📎.pdf',
    'a "quoted"; name=evil.exe.pdf',
    "it's 100%.txt",
    `${'long name '.repeat(19)}.txt`,
  ])('keeps the file name %s (RFC 2231)', async (filename) => {
    const attachment = {
      filename,
      contentType: 'application/pdf',
      contentBase64: Buffer.from([0, 255, 13, 10]).toString('base64'),
    };
    const mail = await parse(await compose({ attachments: [attachment] }));
    expect(bytesOf(mail)).toEqual([[filename, 'application/pdf', 'AP8NCg==']]);
  });

  it('is composed with 2.5 MB attached', async () => {
    const contentBase64 = Buffer.alloc(2.5 * 1024 * 1024, 7).toString('base64');
    const mail = await parse(
      await compose({ attachments: [{ filename: 'a.bin', contentType: 'a/b', contentBase64 }] }),
    );
    expect(bytesOf(mail)[0]![2]).toBe(contentBase64);
  });

  it('has a boundary that its text cannot name', async () => {
    const attachments = [{ filename: 'a', contentType: 'a/b', contentBase64: 'QQ==' }];
    const boundaryOf = (mime: string) => /boundary="([^"]+)"/.exec(mime)![1]!;
    const known = boundaryOf(await compose({ attachments, body: 'x' }));
    const mime = await compose({ attachments, body: `x\n--${known}\nContent-Type: text/html\n\n<b>more</b>` });
    expect(boundaryOf(mime)).not.toBe(known);
    expect((await parse(mime)).html).toBeUndefined();
  });
});

describe('no input', () => {
  const piece = fc.oneof(
    { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 12 }) },
    { weight: 3, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }) },
    fc.constantFrom(
      ...[
        '\r\n',
        '\n',
        '\r',
        '\r\n\r\n',
        '\r\n ',
        '\u0000',
        '\u2028',
        '\u0085',
        '"',
        '\\',
        '<',
        '>',
        ',',
        ';',
        ':',
        '@',
        '=?',
        '?=',
        '(',
        ')',
      ],
      ...[
        'Bcc: eve@evil.com',
        'eve@evil.com',
        '<eve@evil.com>',
        '=?utf-8?B?DQpCY2M6IGV2ZUBldmlsLmNvbQ==?=',
        '=?utf-8?Q?=0D=0ABcc:_x?=',
      ],
      ...[
        '--',
        '----_NmP-',
        'Content-Type: text/html',
        '%0d%0a',
        'bob@acme.com',
        'Bob <bob@acme.com>',
        'utf-8',
        "''",
        '*0*=',
        '.',
        ' ',
      ],
    ),
  );
  const hostile = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
  const recipient = fc.oneof(
    hostile.map((name) => `${name} <bob@acme.com>`),
    hostile.map((name) => `"${name.replaceAll(/["\\]/g, '\\$&')}" <bob@acme.com>`),
    hostile.map((text) => `bob@acme.com${text}`),
    fc.constant('ann@acme.com'),
  );
  const recipients = fc.array(recipient, { maxLength: 3 });
  const input: fc.Arbitrary<MailInput> = fc.record({
    to: fc.array(recipient, { minLength: 1, maxLength: 3 }),
    cc: recipients,
    bcc: recipients,
    subject: hostile,
    body: hostile,
    bodyType: fc.constantFrom('text', 'html'),
    attachments: fc.array(
      fc.record({
        filename: hostile,
        contentType: fc.constantFrom('text/plain', 'text/html', 'application/pdf'),
        contentBase64: fc.uint8Array({ maxLength: 40 }).map((bytes) => Buffer.from(bytes).toString('base64')),
      }),
      { maxLength: 2 },
    ),
  });

  /** Undefined for an input that is refused. */
  const accepted = (given: MailInput): Mail | undefined => {
    try {
      return mailOf(given as unknown as JsonObject);
    } catch (error) {
      if (error instanceof PlanError) return undefined;
      throw error;
    }
  };

  it('creates a header, a recipient, a part or a text that is not in it', async () => {
    let composed = 0;
    await fc.assert(
      fc.asyncProperty(input, async (given) => {
        const mail = accepted(given);
        if (!mail) return;
        composed++;
        const mime = (await toMime(mail, facts)).toString('utf8');
        const names = [...headerOf(mime).matchAll(/^([^\s:]+):/gm)].map(([, name]) => name!);
        expect(new Set(names).size).toBe(names.length);
        const known = [
          'From',
          'To',
          'Cc',
          'Bcc',
          'Subject',
          'Message-ID',
          'Date',
          'MIME-Version',
          'Content-Type',
          'Content-Transfer-Encoding',
        ];
        expect(names.filter((name) => !known.includes(name))).toEqual([]);

        const parsed = await parse(mime);
        expect(mailboxes(parsed.to)).toEqual(asked(mail.to));
        expect(mailboxes(parsed.cc)).toEqual(asked(mail.cc));
        expect(mailboxes(parsed.bcc)).toEqual(asked(mail.bcc));
        expect(parsed.subject ?? '').toBe(mail.subject);
        const shown = mail.bodyType === 'html' ? parsed.html : parsed.text;
        expect(lines(shown)).toBe(lines(mail.body));
        expect(bytesOf(parsed)).toEqual(
          mail.attachments.map(({ filename, contentType, content }) => [
            filename,
            contentType,
            content.toString('base64'),
          ]),
        );
      }),
      { numRuns: 1_000 },
    );
    expect(composed).toBeGreaterThan(50);
  }, 60_000);
});
