import { describe, expect, it } from 'vitest';
import { MOST_ATTACHED_BYTES, mailInputSchema } from './mail.schema.js';
import { mailOf, refusalOf } from './testing.js';

const refusal = (input: object) => refusalOf(() => mailOf({ ...input }));
const attached = (more: object) => ({
  attachments: [{ filename: 'a.txt', contentType: 'text/plain', contentBase64: 'QQ==', ...more }],
});
const base64 = (bytes: number) => Buffer.alloc(bytes).toString('base64');

describe("a mail's input", () => {
  it('is refused where its recipients stand', () => {
    expect(refusal({ cc: ['ann@acme.com', 'ann'] })).toEqual(['/cc/1', 'invalid_address']);
    expect(refusal({ bcc: ['a@b.c, d@e.f'] })).toEqual(['/bcc/0', 'invalid_address']);
  });

  it.each(['Hi\r\nBcc: eve@evil.com', 'Hi\nthere', 'Hi\u0085there', 'Hi\u2028there', 'a\tb', '\u0007'])(
    'has a subject of one line: %j',
    (subject) => {
      expect(refusal({ subject: `x${subject}x` })).toEqual(['/subject', 'invalid_text']);
    },
  );

  it('may have tabs, line ends and any script in its body, and no other control characters', () => {
    expect(refusal({ body: 'Grüße,\r\n\t你好 👋\u200d\n' })).toBeUndefined();
    expect(refusal({ body: 'a\u001bb' })).toEqual(['/body', 'invalid_text']);
  });

  it.each(['../etc/passwd', 'a\\b', 'a\r\nb', '..', ' ', 'gpj.exe\u202e', '=?utf-8?Q?x?=.txt'])(
    'has file names without paths: %j',
    (filename) => {
      expect(refusal(attached({ filename }))).toEqual(['/attachments/0/filename', 'invalid_filename']);
    },
  );

  it.each(['message/rfc822', 'Multipart/mixed'])('attaches no %s, which would have parts of its own', (contentType) => {
    expect(refusal(attached({ contentType }))).toEqual(['/attachments/0/contentType', 'invalid_content_type']);
  });

  it.each(['text/plain; name=x', 'text', 'text/', 'text/plain\r\nX: y', ' text/plain', 'text/plain, a/b'])(
    'has media types without parameters: %j',
    (contentType) => {
      const { pattern } = mailInputSchema.properties.attachments.items.properties.contentType;
      expect(new RegExp(pattern, 'u').test(contentType)).toBe(false);
    },
  );

  it.each(['QQ', 'QQ=', 'Q Q==', 'QR==', '_-8=', 'QQ==\n', '!'])('has padded standard base64: %j', (contentBase64) => {
    expect(refusal(attached({ contentBase64 }))).toEqual(['/attachments/0/contentBase64', 'invalid_base64']);
  });

  it('has up to 2.5 MB attached together', () => {
    const half = {
      filename: 'a.bin',
      contentType: 'application/octet-stream',
      contentBase64: base64(MOST_ATTACHED_BYTES / 2),
    };
    expect(refusal({ attachments: [half, half] })).toBeUndefined();
    const over = { ...half, contentBase64: base64(MOST_ATTACHED_BYTES / 2 + 1) };
    expect(refusal({ attachments: [half, over] })).toEqual(['/attachments', 'too_large']);
  });
});
