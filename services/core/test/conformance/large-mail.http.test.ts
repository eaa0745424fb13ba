// A mail with as much attached as Relay allows, from the request to the provider's mailbox.
import type { Emulators } from '@relay/emulators';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_ATTACHED_BYTES } from '../../src/providers/mail/index.js';
import type { Kit } from './kit.js';
import { openWorkbench, type Workbench } from './workbench.js';

const PROVIDERS = [
  {
    provider: 'google',
    action: 'google.gmail.send',
    sizes: async ({ emulator }: Kit) => {
      const { mailboxes } = (emulator as Emulators['google']).state;
      const [mail] = await mailboxes.list('grace@example.com', 'INBOX');
      const { attachments } = await PostalMime.parse(mail!.raw);
      return attachments.map(({ content }) => (content as ArrayBuffer).byteLength);
    },
  },
  {
    provider: 'microsoft',
    action: 'microsoft.outlook.send',
    sizes: async ({ wire }: Kit) => {
      const [sent] = wire.sent.filter(({ request }) => request.url.endsWith('/me/sendMail'));
      const { message } = JSON.parse(String(sent!.request.body)) as {
        message: { attachments: { contentBytes: string }[] };
      };
      return message.attachments.map(({ contentBytes }) => Buffer.from(contentBytes, 'base64').length);
    },
  },
] as const;

describe.each(PROVIDERS)('$action', ({ provider, action, sizes }) => {
  let workbench: Workbench;
  beforeAll(async () => {
    workbench = await openWorkbench(provider);
  }, 60_000);
  afterAll(() => workbench?.close());

  const half = MOST_ATTACHED_BYTES / 2;
  const mailWith = (...bytes: number[]) => ({
    to: ['grace@example.com'],
    subject: 'Files',
    body: 'As agreed.',
    attachments: bytes.map((count) => ({
      filename: 'a.bin',
      contentType: 'application/octet-stream',
      contentBase64: Buffer.alloc(count, 7).toString('base64'),
    })),
  });

  it('takes 2.5 MB of files, and sends all of them', async () => {
    const kit = await workbench.connect();
    const { execution } = await kit.write(action, mailWith(half, half));
    expect(execution.status).toBe('succeeded');
    expect(await sizes(kit)).toEqual([half, half]);
  }, 30_000);

  it('says that more is too much, and where', async () => {
    const { status, body } = await (await workbench.connect()).preview(action, mailWith(half, half + 1));
    expect([status, body.errors]).toEqual([
      422,
      [{ pointer: '/input/attachments', code: 'too_large', detail: expect.stringContaining('2.5 MB') }],
    ]);
  }, 30_000);
});
