// The form of an action that has more kinds of fields than a webhook. Relay does not know it; the gate puts it into the catalog.
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findBarriers } from '../support/axe.ts';
import { send } from '../support/gate.ts';
import { alert, button, field, hasFocus, title } from './steps.ts';
import { type OpenOptions, useWorld } from './world.ts';

const world = useWorld();
const text = (more: object = {}) => ({ type: 'string', ...more });
const mail = {
  id: 'mail.send',
  version: '2026-11-01',
  provider: 'mail',
  name: 'Send an e-mail',
  description: 'Sends one message.',
  kind: 'write',
  effectClass: 'at-most-once',
  undo: null,
  requiresConnection: false,
  scopes: [],
  outputSchema: {},
  examples: [],
  inputSchema: {
    type: 'object',
    required: ['to', 'body', 'priority'],
    properties: {
      to: { type: 'array', items: text({ format: 'email' }), description: 'Who gets it.' },
      subject: text({ maxLength: 200 }),
      body: text({ maxLength: 100_000 }),
      bodyType: text({ enum: ['text', 'html'] }),
      priority: { type: 'integer', description: '1 to 5.' },
      receipt: { type: 'boolean' },
      attachments: {
        type: 'array',
        items: {
          type: 'object',
          required: ['filename'],
          properties: { filename: text(), inline: { type: 'boolean', default: false } },
        },
      },
    },
  },
};

async function openMail(options?: OpenOptions): Promise<Page> {
  world.gate.meddle(/GET \/api\/actions/, async (response, forward) => {
    const reply = await forward();
    const page = JSON.parse(reply.body);
    send(response, { ...reply, body: JSON.stringify({ ...page, data: [...page.data, mail] }) });
  });
  const page = await world.open(options);
  await page.getByRole('combobox', { name: 'Action' }).selectOption('mail.send');
  return page;
}

it('has fields for lists, objects in lists, numbers, choices and long texts, and sends what was filled in', async () => {
  const page = await openMail();
  const addTo = page.getByRole('button', { name: 'Add one to To' });
  await addTo.click();
  await page.keyboard.type('ada@example.com');
  await addTo.click();
  expect(await hasFocus(page.getByRole('textbox', { name: 'To: 2' }))).toBe(true);
  await page.keyboard.type('somebody@example.com');
  await addTo.click();
  await page.keyboard.type('grace@example.com');
  await page.getByRole('button', { name: 'Remove To 2' }).click();
  expect(await hasFocus(addTo)).toBe(true);
  await field(page, 'Body').fill('Two\nlines');
  await page.getByRole('combobox', { name: 'Receipt' }).selectOption('No');
  await page.getByRole('textbox', { name: 'Priority' }).fill('3');
  await page.getByRole('button', { name: 'Add one to Attachments' }).click();
  await page.getByRole('textbox', { name: 'Filename' }).fill('plan.pdf');
  await page.getByRole('checkbox', { name: 'Inline' }).check();

  const sent = page.waitForRequest('**/api/previews');
  await button(page, 'Preview').click();
  expect((await sent).postDataJSON()).toEqual({
    action: 'mail.send',
    input: {
      to: ['ada@example.com', 'grace@example.com'],
      body: 'Two\nlines',
      priority: 3,
      receipt: false,
      attachments: [{ filename: 'plan.pdf', inline: true }],
    },
  });
  await alert(page).getByText('action_not_found').waitFor();
  await page.getByRole('combobox', { name: 'Action' }).selectOption('webhook.send');
  await field(page, 'URL').waitFor();
});

it.each<[string, OpenOptions]>([
  ['wide', { colorScheme: 'dark' }],
  ['narrow', { viewport: { width: 360, height: 740 } }],
])('puts errors at rows and within them, %s and without a barrier', async (_, options) => {
  const page = await openMail(options);
  await page.getByRole('button', { name: 'Add one to To' }).click();
  await page.getByRole('button', { name: 'Add one to Attachments' }).click();
  const problem = (pointer: string, detail: string) => ({ pointer, detail, code: 'x' });
  const errors = [
    problem('/input/to/0', 'It must be an address.'),
    problem('/input/attachments/0/filename', 'It must end in .pdf.'),
    problem('/input/attachments/0/size', 'It is missing.'),
    problem('/input/nobodyKnows', 'It is odd.'),
  ];
  world.gate.meddle(/preview$/, (response) => {
    const body = {
      status: 422,
      code: 'invalid_input',
      detail: 'Wrong.',
      title: 'Wrong',
      type: 'x',
      requestId: 'r',
      errors,
    };
    send(response, {
      status: 422,
      headers: { 'content-type': 'application/problem+json' },
      body: JSON.stringify(body),
    });
  });
  await button(page, 'Preview').click();
  await page.getByText('/nobodyKnows: It is odd.').waitFor();
  await page.getByText('It is missing.').waitFor();
  for (const [label, detail] of [
    ['To: 1', 'an address'],
    ['Filename', 'end in .pdf'],
  ] as const) {
    const control = page.getByRole('textbox', { name: label });
    const [id] = (await control.getAttribute('aria-describedby'))!.split(' ');
    expect(await page.locator(`[id="${id}"]`).textContent()).toContain(detail);
  }
  expect(await findBarriers(page)).toEqual([]);
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  expect(await title(page).textContent()).toBe('What should happen?');
});
