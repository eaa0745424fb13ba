import { describe, expect, it } from 'vitest';
import { summaryOfMail, warningsOfMail } from './describe.js';
import { mailOf } from './testing.js';

const attachment = { filename: 'plan.pdf', contentType: 'application/pdf', contentBase64: 'QQ==' };
const codes = async (input: object) =>
  (await warningsOfMail(mailOf({ subject: 'Hi', ...input }))).map(({ code }) => code);

describe('the summary of a mail', () => {
  it.each([
    [{ subject: 'Launch moved' }, 'Send an e-mail to bob@acme.com: Launch moved'],
    [{}, 'Send an e-mail without a subject to bob@acme.com'],
    [{ to: ['Eve <bob@müller.de>'], subject: 'Hi' }, 'Send an e-mail to bob@xn--mller-kva.de: Hi'],
    [
      { cc: ['ann@acme.com'], bcc: ['eve@acme.com'], subject: 'Hi', attachments: [attachment] },
      'Send an e-mail to bob@acme.com, cc ann@acme.com, bcc eve@acme.com: Hi (with 1 attachment)',
    ],
    [
      { to: ['a@b.co', 'b@b.co', 'c@b.co', 'd@b.co', 'e@b.co'], subject: 'Hi' },
      'Send an e-mail to a@b.co, b@b.co, c@b.co and 2 more: Hi',
    ],
    [{ subject: '😀'.repeat(200) }, `Send an e-mail to bob@acme.com: ${'😀'.repeat(120)}…`],
  ])('of %j is %s', (input, summary) => {
    expect(summaryOfMail(mailOf(input))).toBe(summary);
  });
});

describe('the warnings of a mail', () => {
  it.each([
    [{}, []],
    [{ subject: ' ' }, ['no_subject']],
    [{ body: '\n' }, ['empty_body']],
    [{ attachments: [attachment, { ...attachment, filename: 'Setup.EXE' }] }, ['refused_attachment']],
    [{ bodyType: 'html', body: '<p>Hi<img src="https://t.example.com/1.gif">' }, ['remote_images']],
    [{ bodyType: 'html', body: '<form>' }, ['active_html']],
    [{ body: '<form>' }, []],
    [{ bcc: ['eve@b\u0430nk.com', 'bob@xn--mller-kva.de', 'ann@xn--mller-kva.de'] }, ['other_script', 'other_script']],
  ])('of %j are %j', async (input, expected) => {
    expect(await codes(input)).toEqual(expected);
  });

  it('show a domain that looks like another as it is sent', async () => {
    const [warning] = await warningsOfMail(mailOf({ subject: 'Hi', cc: ['eve@b\u0430nk.com'] }));
    expect(warning?.detail).toMatch(/^The domain xn--bnk-6cd\.com reads b\u0430nk\.com,/);
  });
});
