// Conversations that are gone back to: the list of them, and a reply that is under way while the page is loaded again.
import { Relay } from '@relay/sdk-js';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { findBarriers } from '../support/axe.ts';
import { refuse } from '../support/gate.ts';
import { card, confirmCard, openChat, reachCard, said, say } from './chat-steps.ts';
import { alert, button, field, hasFocus, visibleText } from './steps.ts';
import { accept, startExample, useWorld } from './world.ts';

const world = useWorld({ ownRelay: true });
const relay = () => new Relay(world.credentials);
const received = () => world.receiver.received;

const list = (page: Page) => page.locator('.conversations');
const openList = (page: Page) => page.getByText('Conversations', { exact: true }).click();
const names = (page: Page) => list(page).locator('.open span').allTextContents();
const open = (page: Page, name: string) => list(page).getByRole('button', { name }).first().click();

/** Says something in a conversation of its own, and waits for the reply. */
async function talk(page: Page, text: string): Promise<void> {
  await say(page, text);
  await said(page).last().getByText('I did not find anything').waitFor();
}

it('shows no conversation where none is kept', async () => {
  const page = await openChat(world);
  await openList(page);
  await list(page).getByText('Nothing was said before').waitFor();
});

it('opens one of before, goes on with it, and confirms what waits in it', async () => {
  const page = await openChat(world);
  await reachCard(page, `Send a webhook to ${world.receiver.url}/before`);
  await button(page, 'New conversation').click();
  await talk(page, 'Thank you');
  await openList(page);
  await list(page)
    .getByRole('button', { name: /^Thank you/ })
    .waitFor();
  expect(await names(page)).toEqual(['Thank you', `Send a webhook to ${world.receiver.url}/before`]);
  expect(await list(page).locator('[aria-current]').textContent()).toContain('Thank you');
  expect(await findBarriers(page)).toEqual([]);

  await open(page, `Send a webhook to ${world.receiver.url}/before`);
  await confirmCard(page);
  await card(page).getByText('Succeeded').waitFor();
  expect(received()).toMatchObject([{ path: '/before' }]);
  expect(await page.getByText('Thank you').count()).toBe(0);
  await talk(page, 'Hello again');
  await page.reload();
  await said(page).getByText('I did not find anything').waitFor();
  const sessions = (await relay().chat.sessions.list()).data;
  expect(sessions.map(({ title }) => title)).not.toContain('Hello again');
});

it('deletes one when it was asked about it, by keyboard alone', async () => {
  const page = await openChat(world);
  await talk(page, 'Delete me');
  await button(page, 'New conversation').click();
  await talk(page, 'Keep me');
  await openList(page);
  const [remove, keep] = [button(page, 'Delete “Delete me”'), button(page, 'Keep it')];
  await remove.press('Enter');
  expect(await hasFocus(keep)).toBe(true);
  await keep.press('Enter');
  expect(await names(page)).toContain('Delete me');
  await remove.press('Enter');
  expect(await findBarriers(page)).toEqual([]);
  await button(page, 'Delete it').press('Enter');
  await remove.waitFor({ state: 'detached' });
  await button(page, 'Delete it').waitFor({ state: 'detached' });
  expect(await names(page)).toContain('Keep me');
  expect(await names(page)).not.toContain('Delete me');
  expect(await hasFocus(page.locator('.conversations summary'))).toBe(true);
  await page.keyboard.press('Enter');
  await list(page).getByRole('list').waitFor({ state: 'detached' });

  await openList(page);
  await button(page, 'Delete “Keep me”').click();
  await button(page, 'Delete it').click();
  await page.getByText('Say what should happen').waitFor();
  expect(await hasFocus(field(page, 'Message'))).toBe(true);
  await openList(page);
  await list(page).getByRole('list').waitFor({ state: 'attached' });
  expect((await relay().chat.sessions.list()).data.map(({ title }) => title)).not.toContain('Keep me');
});

it('tells when the list, or a conversation, cannot be read, and looks again', async () => {
  const page = await openChat(world);
  await talk(page, 'Read me');
  await button(page, 'New conversation').click();
  world.gate.meddle(/GET \/api\/chat\/sessions\?/, refuse(401, 'unauthenticated'));
  await openList(page);
  await alert(page).getByText('Relay does not accept the API key').waitFor();
  await button(page, 'Try again').click();
  await list(page)
    .getByRole('button', { name: /^Read me/ })
    .waitFor();
  expect(await alert(page).count()).toBe(0);

  world.gate.meddle(/GET \/api\/chat\/sessions\/chat_/, refuse(403, 'forbidden'));
  await open(page, 'Read me');
  await alert(page).getByText('The API key may not do this').waitFor();
  await button(page, 'Try again').click();
  await said(page).getByText('I did not find anything').waitFor();
  expect(await alert(page).count()).toBe(0);
});

it('fits a small screen, with long names', async () => {
  const page = await openChat(world, { viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
  await talk(page, `Thank you ${'so much '.repeat(10)} ${'x'.repeat(200)}`);
  await openList(page);
  await list(page)
    .getByRole('button', { name: /^Thank you so much/ })
    .waitFor();
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBe(0);
  expect(await findBarriers(page)).toEqual([]);
});

it('goes on with a reply that is under way when the page is loaded again, and sends nothing twice', async () => {
  const { apiKey, baseUrl } = world.credentials;
  const server = await startExample({ RELAY_API_KEY: apiKey, RELAY_BASE_URL: baseUrl });
  try {
    const page = await openChat(world, { server });
    const { promise: isTaken, resolve: take } = Promise.withResolvers<void>();
    world.receiver.behave(async (...request) => {
      await isTaken;
      accept(...request);
    });
    await reachCard(page, `Send a webhook to ${world.receiver.url}/slow`);
    await confirmCard(page);
    await world.receiver.arrived(1);
    await page.reload();
    await page.getByRole('status').getByText('Relay is answering.').waitFor();
    await card(page).waitFor();
    expect(await button(page, 'Confirm and send').count()).toBe(0);
    take();
    await card(page).getByText('Succeeded').waitFor();
    expect(await visibleText(said(page).last())).toMatch(/^Done: /);
    expect(await page.locator('.suggestion').count()).toBe(1);
    expect(received()).toHaveLength(1);
  } finally {
    await server.stop();
  }
});

it('says which reply was stopped, and asks again', async () => {
  const page = await openChat(world);
  const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
  await page.route('**/api/chat', () => hold(), { times: 1 });
  await say(page, `Send a webhook to ${world.receiver.url}/again`);
  await isHeld;
  await button(page, 'Stop').click();
  await page.getByText('You have stopped this reply.').waitFor();
  await button(page, 'Ask again').click();
  await button(page, 'Confirm and send').waitFor();
  expect(await page.getByText('You have stopped this reply.').count()).toBe(0);
});

it('shows the reply as it is kept when its stream breaks off', async () => {
  const page = await openChat(world);
  await talk(page, 'Hello');
  world.gate.meddle(/POST \/api\/chat$/, async (response, forward) => {
    const { status, headers, body } = await forward();
    response.writeHead(status, headers);
    response.write(body.slice(0, body.indexOf('data-relay-suggestion')), () => response.destroy());
  });
  await say(page, `Send a webhook to ${world.receiver.url}/cut`);
  await button(page, 'Confirm and send').waitFor();
  expect(await alert(page).count()).toBe(0);
  expect(await page.locator('.turn').count()).toBe(4);
  await confirmCard(page);
  await card(page).getByText('Succeeded').waitFor();
  expect(received()).toMatchObject([{ path: '/cut' }]);
});

it('leaves a reply alone that comes slowly', async () => {
  const page = await openChat(world);
  await talk(page, 'Hello');
  const { promise: isSeen, resolve: see } = Promise.withResolvers<void>();
  world.gate.meddle(/POST \/api\/chat$/, async (response, forward) => {
    const { status, headers, body } = await forward();
    response.writeHead(status, headers);
    const begun = body.indexOf('\n\n') + 2;
    response.write(body.slice(0, begun));
    await isSeen;
    response.end(body.slice(begun));
  });
  await say(page, `Send a webhook to ${world.receiver.url}/slow`);
  await page.locator('.turn').nth(3).waitFor({ state: 'attached' });
  see();
  await button(page, 'Confirm and send').waitFor();
  expect(await page.locator('.turn').count()).toBe(4);
});
