import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answerOf, factsOf } from '../testing.js';
import { outlookSend } from './index.js';

const MAIL = { to: ['ada@example.com'], body: 'Hello', bodyType: 'text' };
const plan = (more: object = {}) => outlookSend.plan({ ...MAIL, ...more }, factsOf());
const messageOf = async (more: object = {}) => JSON.parse((await plan(more)).request.body!).message;

describe('microsoft.outlook.send', () => {
  it('is one request, with all that Graph needs to know but the token', async () => {
    const input = {
      to: ['Ada Lovelace <ada@example.com>', 'charles@example.com'],
      cc: ['grace@example.com'],
      bcc: ['alan@example.com'],
      subject: 'Grüße 👋',
      body: '<p>Hi</p>',
      bodyType: 'html',
      attachments: [{ filename: 'größe.txt', contentType: 'Text/Plain', contentBase64: 'SGVsbG8=' }],
    };
    const { request, summary, effectClass } = await outlookSend.plan(input, factsOf());
    expect([summary, effectClass]).toEqual([
      'Send an e-mail to ada@example.com, charles@example.com, cc grace@example.com, bcc alan@example.com: Grüße 👋 (with 1 attachment)',
      'at-most-once',
    ]);
    expect(request).toMatchObject({
      method: 'POST',
      url: 'https://graph.microsoft.com/v1.0/me/sendMail',
      addedAtSend: ['authorization'],
    });
    expect(JSON.parse(request.body!)).toEqual({
      message: {
        subject: 'Grüße 👋',
        body: { contentType: 'html', content: '<p>Hi</p>' },
        toRecipients: [
          { emailAddress: { name: 'Ada Lovelace', address: 'ada@example.com' } },
          { emailAddress: { address: 'charles@example.com' } },
        ],
        ccRecipients: [{ emailAddress: { address: 'grace@example.com' } }],
        bccRecipients: [{ emailAddress: { address: 'alan@example.com' } }],
        attachments: [
          {
            '@odata.type': '#microsoft.graph.fileAttachment',
            name: 'größe.txt',
            contentType: 'text/plain',
            contentBytes: 'SGVsbG8=',
          },
        ],
      },
      saveToSentItems: true,
    });
  });

  it('is the same bytes for the same mail', async () => {
    expect((await plan({ subject: 'Hi' })).request).toEqual((await plan({ subject: 'Hi' })).request);
  });

  it('keeps any text as the text that it is', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (body) => {
        fc.pre(!/[^\P{Cc}\t\r\n]/u.test(body));
        expect((await messageOf({ body })).body).toEqual({ contentType: 'text', content: body });
      }),
    );
  });

  it('says no more than that Microsoft has taken it', () => {
    expect(outlookSend.read(answerOf(202, '', { 'request-id': 'abc' }))).toEqual({
      status: 'succeeded',
      output: { accepted: true, requestId: 'abc' },
    });
    expect(outlookSend.read(answerOf(202))).toMatchObject({ output: { requestId: null } });
    for (const answer of [answerOf(200), answerOf(202, '<html>')])
      expect(outlookSend.read(answer)).toMatchObject({ status: 'outcome_unknown' });
  });

  it('is not sent where it is larger than Graph takes, though its attachments are allowed', async () => {
    const contentBase64 = Buffer.alloc(2.5 * 1024 * 1024).toString('base64');
    const attachments = [{ filename: 'zeros', contentType: 'application/octet-stream', contentBase64 }];
    expect(Buffer.byteLength((await plan({ attachments })).request.body!)).toBeLessThan(4_000_000);
    await expect(plan({ attachments, body: '語'.repeat(200_000) })).rejects.toMatchObject({
      pointer: '/attachments',
      code: 'too_large',
    });
  });

  it('lets no recipient be two', async () => {
    await expect(plan({ to: ['ada@example.com, eve@example.com'] })).rejects.toMatchObject({ code: 'invalid_address' });
  });
});
