// The way of an action through the page, in a real browser, against a real Relay.
import { Relay } from '@relay/sdk-js';
import { answer, reset } from '@relay/testing';
import { describe, expect, it } from 'vitest';
import { send } from '../support/gate.ts';
import { alert, button, confirm, fact, field, hasFocus, reachPreview, tabTo, title, visibleText } from './steps.ts';
import { accept, useWorld } from './world.ts';

const world = useWorld();
const relay = () => new Relay(world.credentials);

it('goes from the form to the result by keyboard alone, and sends what it showed', async () => {
  const page = await world.open();
  await tabTo(page, field(page, 'URL'));
  await page.keyboard.type(`${world.receiver.url}/orders`);
  await tabTo(page, page.getByRole('combobox', { name: 'Method' }));
  await page.keyboard.press('ArrowDown');
  await tabTo(page, button(page, /^Add a row/));
  await page.keyboard.press('Enter');
  expect(await hasFocus(page.getByRole('textbox', { name: 'Headers: name 1' }))).toBe(true);
  await page.keyboard.type('x-order');
  await page.keyboard.press('Tab');
  await page.keyboard.type('4711');
  await tabTo(page, field(page, 'Payload'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('{"event":"order.shipped","price":1.0}');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space'); // the receiver deduplicates
  await tabTo(page, button(page, 'Preview'));
  await page.keyboard.press('Enter');

  await title(page).getByText('PUT 1 JSON document').waitFor();
  expect(await hasFocus(title(page))).toBe(true);
  const shown = await visibleText(page.locator('.request'));
  const [, body] = /Exact\n+([\s\S]*)$/.exec(shown)!;
  expect(shown).toContain(`PUT\n${world.receiver.url}/orders`);
  expect(shown).toMatch(/x-order\s+4711/);
  expect(shown).toMatch(/webhook-signature\s+added when it is sent/);
  expect(await fact(page, 'Digest of all that is sent').textContent()).toMatch(/^sha256-\S{43}$/);
  expect(await fact(page, 'If the reply is lost').textContent()).toMatch(/^May be sent again/);
  expect(await page.getByRole('timer').textContent()).toMatch(/^(60:00|59:\d\d)$/);

  await tabTo(page, button(page, 'Confirm and send'));
  await page.keyboard.press('Enter');
  await title(page).getByText('Done').waitFor();
  expect(await hasFocus(title(page))).toBe(true);
  expect(await page.getByRole('status').textContent()).toContain('Done');
  expect(await page.getByRole('region', { name: 'Output' }).textContent()).toContain('"status": 200');
  expect(await fact(page, 'Attempts').textContent()).toBe('Sent once');

  const [received, ...more] = world.receiver.received;
  expect(more).toEqual([]);
  expect(received).toMatchObject({ method: 'PUT', path: '/orders', headers: { 'x-order': '4711' } });
  expect(body!.trim()).toBe(JSON.stringify(JSON.parse(received!.body), null, 2));
  await page.locator('.recent').getByText('Succeeded').first().waitFor();
});

it('shows the exact body beside the indented one', async () => {
  const page = await world.open();
  await reachPreview(page, world.receiver.url, '{ "b": "\\u00e9", "a": [1, 2] }');
  const body = page.getByRole('region', { name: 'Body' });
  expect(await visibleText(body)).toBe('{\n  "b": "é",\n  "a": [\n    1,\n    2\n  ]\n}');
  await button(page, 'Exact').click();
  expect(await visibleText(body)).toBe('{"b":"é","a":[1,2]}');
  await confirm(page);
  await title(page).getByText('Done').waitFor();
  expect(world.receiver.received[0]!.body).toBe('{"b":"é","a":[1,2]}');
});

it('replaces a preview by an edit, keeps what it masks, and sends it in full', async () => {
  const page = await world.open();
  await button(page, /^Add a row/).click();
  await page.getByRole('textbox', { name: 'Headers: name 1' }).fill('authorization');
  await page.getByRole('textbox', { name: 'Headers: value 1' }).fill('Bearer s3cr3t');
  const first = await reachPreview(page, `${world.receiver.url}/?token=t0k3n&page=2`, '{"n":1}');
  const firstDigest = await fact(page, 'Digest of all that is sent').textContent();
  const request = await visibleText(page.locator('.request'));
  expect(request).not.toMatch(/s3cr3t|t0k3n/);
  expect(request).toContain('stands for a secret');

  await button(page, 'Edit').click();
  expect(await hasFocus(title(page))).toBe(true);
  expect(await page.getByRole('textbox', { name: 'Headers: value 1' }).inputValue()).toBe('Bearer s3cr3t');
  await field(page, 'Payload').fill('{"n":2}');
  await button(page, 'Preview').click();
  await page.locator('.json-number').getByText('2').waitFor();
  const second = (await fact(page, 'Preview').textContent())!;
  expect(second).not.toBe(first);
  expect(await fact(page, 'Digest of all that is sent').textContent()).not.toBe(firstDigest);
  expect((await relay().previews.get({ previewId: first })).status).toBe('discarded');

  await confirm(page);
  await title(page).getByText('Done').waitFor();
  expect(world.receiver.received).toMatchObject([
    { path: '/?token=t0k3n&page=2', body: '{"n":2}', headers: { authorization: 'Bearer s3cr3t' } },
  ]);
  expect((await relay().previews.get({ previewId: second })).status).toBe('executed');
});

it('goes back from an edit to the preview as it was', async () => {
  const page = await world.open();
  const id = await reachPreview(page, world.receiver.url);
  await button(page, 'Edit').click();
  await button(page, 'Back to the preview').click();
  expect(await fact(page, 'Preview').textContent()).toBe(id);
  await confirm(page);
  await title(page).getByText('Done').waitFor();
});

it('discards a preview, which nobody can confirm afterwards', async () => {
  const page = await world.open();
  const id = await reachPreview(page, world.receiver.url);
  await button(page, 'Discard').click();
  await page.getByText(`${id} is discarded.`).waitFor();
  expect((await relay().previews.get({ previewId: id })).status).toBe('discarded');
  expect(world.receiver.received).toEqual([]);
});

describe('an execution that did not succeed', () => {
  it('that failed says why, and whether the same may succeed later', async () => {
    world.receiver.behave(answer(429, '', { 'retry-after': '30' }));
    const page = await world.open();
    await reachPreview(page, world.receiver.url, '{"n":1}');
    await confirm(page);
    await title(page).getByText('Failed', { exact: true }).waitFor();
    expect(await visibleText(page.locator('.card'))).toContain('may well succeed, in 30 s or later');
    expect(await fact(page, 'Code').textContent()).toBe('rate_limited, the receiver answered 429');
    await button(page, 'Back to the form').click();
    expect(await field(page, 'Payload').inputValue()).toBe('{"n":1}');
  });

  it('with an unknown outcome is called neither a success nor a failure, and offers no quick repeat', async () => {
    world.receiver.behave(reset);
    const page = await world.open();
    await reachPreview(page, world.receiver.url);
    await confirm(page);
    await title(page).getByText('Nobody knows whether it happened').waitFor();
    const card = await visibleText(page.locator('.card'));
    expect(card).toContain('Look at the receiver before you do this again');
    expect(card).not.toMatch(/succeeded|failed|done/i);
    expect(await page.locator('.card button.primary').count()).toBe(0);
    await page.locator('.recent').getByText('Unknown').first().waitFor();
    expect(world.receiver.received).toHaveLength(1);
  });

  it('is followed until it has settled', async () => {
    const page = await world.open();
    await reachPreview(page, world.receiver.url);
    world.gate.meddle(/execute$/, async (response, forward) => {
      const reply = await forward();
      const execution = {
        ...JSON.parse(reply.body),
        status: 'running',
        output: null,
        finishedAt: null,
        durationMs: null,
      };
      send(response, { ...reply, body: JSON.stringify(execution) });
    });
    await confirm(page);
    await title(page).getByText('Still under way').waitFor();
    await title(page).getByText('Done').waitFor();
  });
});

it('says that it waits, and sends once however often somebody presses', async () => {
  const { promise: isHeld, resolve: hold } = Promise.withResolvers<() => void>();
  world.receiver.behave((response, received) => hold(() => accept(response, received)));
  const page = await world.open();
  await reachPreview(page, world.receiver.url);
  await button(page, 'Confirm and send').dblclick();
  const release = await isHeld;
  await page.getByText('Waiting for an answer').waitFor();
  await page.locator('.recent').getByText('Running').waitFor();
  await button(page, 'Discard').click({ force: true });
  release();
  await title(page).getByText('Done').waitFor();
  await page.locator('.recent').getByText('Succeeded').first().waitFor();
  expect(world.receiver.received).toHaveLength(1);
});

it('says that a confirm may have arrived when its reply is lost, and a second one gets the result of the first', async () => {
  const page = await world.open();
  await reachPreview(page, world.receiver.url);
  await page.route(
    '**/api/executions',
    async (route) => {
      await route.fetch();
      await route.abort();
    },
    { times: 1 },
  );
  await confirm(page);
  await alert(page).getByText('Your confirm may have arrived').waitFor();
  await button(page, 'Confirm again').click();
  await title(page).getByText('Done').waitFor();
  expect(world.receiver.received).toHaveLength(1);
});
