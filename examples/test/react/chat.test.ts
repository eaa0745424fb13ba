// A conversation in a real browser, with a real Relay and its embedded engine.
import { Relay } from '@relay/sdk-js';
import { answer, reset } from '@relay/testing';
import type { Page } from 'playwright-core';
import { beforeEach, describe, expect, it } from 'vitest';
import { findBarriers } from '../support/axe.ts';
import { refuse } from '../support/gate.ts';
import { card, confirmCard, openChat, reachCard, said, say } from './chat-steps.ts';
import { alert, button, field, hasFocus, tabTo, visibleText } from './steps.ts';
import { useWorld } from './world.ts';

const world = useWorld();
const received = () => world.receiver.received;
const hook = () => `Send a webhook to ${world.receiver.url}/orders with payload {"event":"order.shipped"}`;
const reach = (page: Page) => reachCard(page, hook());

describe('from a sentence to its effect', () => {
  it('by keyboard alone: typed, looked at, edited, confirmed, and sent once', async () => {
    const page = await openChat(world);
    expect(await hasFocus(field(page, 'Message'))).toBe(true);
    await page.keyboard.type(`Send a webhook to ${world.receiver.url}/orders`);
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('with payload {"event":"order.shipped"}');
    expect(await field(page, 'Message').inputValue()).toContain('\n');
    await page.keyboard.press('Enter');
    await card(page).getByText('POST 1 JSON document to 127.0.0.1').waitFor();
    expect(await visibleText(card(page))).toContain(`${world.receiver.url}/orders`);
    expect(await visibleText(card(page))).toMatch(/Warning\. .* is reached over http/);
    expect(await page.getByRole('status').textContent()).toContain('Please look at it and confirm');
    expect(received()).toEqual([]);

    await button(page, 'Edit').focus();
    await page.keyboard.press('Enter');
    expect(await hasFocus(page.getByRole('heading', { name: 'Edit' }))).toBe(true);
    await tabTo(page, field(page, 'Payload'));
    await page.keyboard.press('Control+A');
    await page.keyboard.type('{"event":"changed"}');
    await tabTo(page, button(page, 'Preview the change'));
    await page.keyboard.press('Enter');
    await page.getByText('replaced by the one further down').waitFor();
    await card(page).getByText('{"event":"changed"}').waitFor();
    expect(await hasFocus(card(page))).toBe(true);
    expect(received()).toEqual([]);

    await tabTo(page, button(page, 'Confirm and send'));
    await page.keyboard.press('Enter');
    await card(page).getByText('Succeeded').waitFor();
    expect(await hasFocus(card(page))).toBe(true);
    expect(await page.getByRole('status').textContent()).toMatch(/^Done: /);
    expect(received()).toMatchObject([{ method: 'POST', path: '/orders', body: '{"event":"changed"}' }]);
    await page.locator('.recent').getByText('Succeeded').first().waitFor();
  });

  it('shows the exact request before it is confirmed', async () => {
    const page = await openChat(world);
    await reach(page);
    await page.getByText('The exact request').click();
    const shown = await visibleText(page.locator('.request'));
    expect(shown).toContain(`POST\n${world.receiver.url}/orders`);
    expect(shown).toMatch(/webhook-signature\s+added when it is sent/);
    await button(page, 'Exact').click();
    const body = await visibleText(page.getByRole('region', { name: 'Body' }));
    await confirmCard(page);
    await card(page).getByText('Succeeded').waitFor();
    expect(received()[0]!.body).toBe(body);
  });

  it('sends once however often somebody presses', async () => {
    const page = await openChat(world);
    await reach(page);
    await button(page, 'Confirm and send').dblclick();
    await card(page).getByText('Succeeded').waitFor();
    expect(received()).toHaveLength(1);
  });

  it('declines: nothing is sent, and the preview cannot be confirmed any more', async () => {
    const page = await openChat(world);
    const reply = page.waitForResponse(/\/api\/previews\//);
    await reach(page);
    const { id: previewId } = await (await reply).json();
    await button(page, 'Decline').click();
    await card(page).getByText('nobody can confirm it any more').waitFor();
    expect(await button(page, 'Confirm and send').count()).toBe(0);
    expect((await new Relay(world.credentials).previews.get({ previewId })).status).toBe('discarded');
    expect(received()).toEqual([]);
  });

  it('confirms what was suggested before something else was said', async () => {
    const page = await openChat(world);
    await reach(page);
    await say(page, 'Thank you');
    await said(page).last().getByText('I did not find anything').waitFor();
    await confirmCard(page);
    await page.locator('.suggestion').getByText('Succeeded').waitFor();
    expect(received()).toHaveLength(1);
  });
});

describe('what is missing', () => {
  it('is asked for by a form, which refuses what is empty', async () => {
    const page = await openChat(world);
    await say(page, 'Send a webhook');
    await button(page, 'Go on').click();
    await page.getByText('This field is required.').waitFor();
    expect(await hasFocus(field(page, 'URL'))).toBe(true);
    await field(page, 'URL').fill(`${world.receiver.url}/given`);
    await page.keyboard.press('Enter');
    await confirmCard(page);
    await card(page).getByText('Succeeded').waitFor();
    expect(received()).toMatchObject([{ path: '/given' }]);
  });

  it('may also be answered in words', async () => {
    const page = await openChat(world);
    await say(page, 'Send a webhook');
    await field(page, 'URL').waitFor();
    await reachCard(page, `${world.receiver.url}/words`);
    expect(await visibleText(card(page))).toContain('/words');
  });

  it('has a field for each kind: addresses, long texts, moments', async () => {
    const page = await openChat(world);
    await say(page, 'Send an email');
    await page.getByRole('textbox', { name: 'To: 1' }).fill('bob@example.com');
    await button(page, 'Add one to To').click();
    await page.keyboard.type('grace@example.com');
    await field(page, 'Body').fill('Lunch is\nat noon.');
    await button(page, 'Go on').click();
    await card(page).getByRole('link', { name: 'Connect Google' }).waitFor();
    const facts = await visibleText(card(page).locator('.facts'));
    expect(facts).toMatch(/To\s+bob@example\.com\s+grace@example\.com\s+Body\s+Lunch is\nat noon\./);

    await say(page, 'Schedule a meeting');
    await field(page, 'Start').fill('2030-03-05T15:00');
    await card(page).getByRole('button', { name: 'Go on' }).click();
    await card(page).getByText('2030-03-05T15:00').waitFor();
  });

  it('is closed when somebody does not want it any more', async () => {
    const page = await openChat(world);
    await say(page, 'Send a webhook');
    await field(page, 'URL').waitFor();
    await say(page, 'no');
    await card(page).getByText('Nothing was sent').waitFor();
    expect(await field(page, 'URL').count()).toBe(0);
  });
});

describe('an outcome', () => {
  it.each([
    ['Failed', answer(400, 'no'), /Change something first/],
    ['Unknown Nobody knows whether it happened', reset, /Look at the receiver before you do this again/],
  ])('%s', async (heading, behaviour, advice) => {
    world.receiver.behave(behaviour);
    const page = await openChat(world);
    await reach(page);
    await confirmCard(page);
    await card(page).getByRole('heading', { name: heading }).waitFor();
    const shown = await visibleText(card(page));
    expect(shown).toMatch(advice);
    expect(shown).not.toMatch(/succeeded|done/i);
    expect(received()).toHaveLength(1);
  });

  it('whose reply was lost is asked for again, and comes without a second effect', async () => {
    const page = await openChat(world);
    await reach(page);
    await page.route(
      '**/api/chat',
      async (route) => {
        await route.fetch();
        await route.abort();
      },
      { times: 1 },
    );
    await confirmCard(page);
    await alert(page).getByText('Your confirm may have arrived').waitFor();
    await button(page, 'Confirm again').click();
    await card(page).getByText('Succeeded').waitFor();
    expect(received()).toHaveLength(1);
  });

  it('of a preview that somebody discarded meanwhile is told', async () => {
    const page = await openChat(world);
    const reply = page.waitForResponse(/\/api\/previews\//);
    await reach(page);
    await new Relay(world.credentials).previews.discard({ previewId: (await (await reply).json()).id });
    await confirmCard(page);
    await card(page).getByText('It was not sent.').waitFor();
    expect(received()).toEqual([]);
  });
});

describe('a preview', () => {
  it('that cannot be shown cannot be confirmed', async () => {
    const page = await openChat(world);
    world.gate.meddle(/GET \/api\/previews\//, refuse(404, 'preview_not_found'));
    await say(page, hook());
    await alert(page).getByText('Relay refused this').waitFor();
    expect(await button(page, 'Confirm and send').count()).toBe(0);
    await button(page, 'Try again').click();
    await button(page, 'Confirm and send').waitFor();
  });

  it('whose time is over is made anew', async () => {
    const page = await openChat(world);
    await page.clock.install();
    await reach(page);
    await page.clock.fastForward('01:00:01');
    await page.getByText('This preview has expired.').waitFor();
    expect(await button(page, 'Confirm and send').count()).toBe(0);
    await button(page, 'Preview again').click();
    await confirmCard(page);
    await card(page).getByText('Succeeded').waitFor();
    expect(received()).toHaveLength(1);
  });

  it('never sends the stars in the place of a secret, and keeps the secret in an edit of something else', async () => {
    const page = await openChat(world);
    await reachCard(page, `Send a webhook to ${world.receiver.url}/x?token=t0k3n with payload {"n":1}`);
    expect(await visibleText(card(page))).not.toContain('token=t0k3n');
    await button(page, 'Edit').click();
    await field(page, 'URL').press('End');
    await page.keyboard.type('&more=1');
    await button(page, 'Preview the change').click();
    await page.getByText('stands for a secret. Write it anew').waitFor();
    expect(await hasFocus(field(page, 'URL'))).toBe(true);
    await button(page, 'Back').click();
    await button(page, 'Edit').click();
    await field(page, 'Payload').fill('{"n":2}');
    await button(page, 'Preview the change').click();
    await card(page).getByText('{"n":2}').waitFor();
    await confirmCard(page);
    await card(page).getByText('Succeeded').waitFor();
    expect(received()).toMatchObject([{ path: '/x?token=t0k3n', body: '{"n":2}' }]);
  });
});

describe('trouble', () => {
  it('with Relay is told, and the message can be sent again', async () => {
    const page = await openChat(world);
    world.gate.meddle(/POST \/api\/chat$/, refuse(429, 'rate_limited', { retryAfter: 3 }));
    await say(page, hook());
    await alert(page).getByText('Try again in 3 s').waitFor();
    await button(page, 'Try again').click();
    await button(page, 'Confirm and send').waitFor();
    expect(await page.locator('.turn[data-role="user"]').count()).toBe(1);
  });

  it('with the network is told, and what was written stays', async () => {
    const page = await openChat(world);
    await page.context().setOffline(true);
    await alert(page).getByText('You are offline.').waitFor();
    await say(page, hook());
    await page.locator('.turn').waitFor();
    await page.context().setOffline(false);
    await page.getByText('You are offline.').waitFor({ state: 'detached' });
    await alert(page).getByText('No answer').waitFor();
    await button(page, 'Try again').click();
    await button(page, 'Confirm and send').waitFor();
  });

  it('that lasts can be ended', async () => {
    const page = await openChat(world);
    const { promise: isHeld, resolve: hold } = Promise.withResolvers<void>();
    await page.route('**/api/chat', () => hold(), { times: 1 });
    await say(page, hook());
    await isHeld;
    await page.getByRole('status').getByText('Relay is answering.').waitFor();
    await button(page, 'Stop').click();
    await reach(page);
  });

  it('with the stream itself is told', async () => {
    const page = await openChat(world);
    const events = [
      { type: 'start', messageId: 'msg_1' },
      { type: 'error', errorText: 'The engine fell over.' },
    ];
    const body = [...events.map((event) => JSON.stringify(event)), '[DONE]']
      .map((data) => `data: ${data}\n\n`)
      .join('');
    await page.route('**/api/chat', (route) => route.fulfill({ contentType: 'text/event-stream', body }), { times: 1 });
    await say(page, 'Hello');
    await alert(page).getByText('The engine fell over.').waitFor();
  });
});

describe('a conversation', () => {
  it('is there again after a reload, and can still be confirmed', async () => {
    const page = await openChat(world);
    await reach(page);
    await page.reload();
    await confirmCard(page);
    await card(page).getByText('Succeeded').waitFor();
    expect(received()).toHaveLength(1);
    await page.reload();
    await page.getByText('order.shipped').first().waitFor();
    expect(received()).toHaveLength(1);
  });

  it('outlives a look at the form, and ends with a new one', async () => {
    const page = await openChat(world);
    await say(page, 'Thank you');
    await said(page).getByText('I did not find anything').waitFor();
    await page.getByRole('link', { name: 'Form' }).click();
    await button(page, 'Preview').waitFor();
    await page.getByRole('link', { name: 'Chat' }).click();
    await said(page).getByText('I did not find anything').waitFor();
    await button(page, 'New conversation').click();
    await page.getByText('Say what should happen').waitFor();
    await page.reload();
    await page.getByText('Say what should happen').waitFor();
  });
});

it('gives the browser no key, in nothing that is said', async () => {
  const page = await openChat(world);
  const texts: Array<Promise<string>> = [];
  page.on('response', (response) => {
    // What comes last may be cut off by the end of the page.
    texts.push(
      response.text().catch(() => ''),
      response.allHeaders().then(JSON.stringify, () => ''),
      response
        .request()
        .allHeaders()
        .then(JSON.stringify, () => ''),
    );
  });
  // The browser forgets the body of a reply that it has read as a stream.
  await page.route(/\/api\/chat$/, async (route) => {
    const response = await route.fetch();
    texts.push(response.text());
    await route.fulfill({ response });
  });
  await reach(page);
  await confirmCard(page);
  await card(page).getByText('Succeeded').waitFor();
  const kept = page.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie])') as Promise<string>;
  const all = (await Promise.all([...texts, page.content(), kept])).join('\n');
  expect(all).toContain('data-relay-suggestion');
  expect(all).not.toContain(world.credentials.apiKey);
  expect(all).not.toMatch(/relay_(test|live)_/);
});

describe.each([
  ['light and wide', { colorScheme: 'light', viewport: { width: 1280, height: 900 } }],
  ['dark and narrow', { colorScheme: 'dark', viewport: { width: 375, height: 740 } }],
] as const)('%s', (_, options) => {
  let page: Page;
  beforeEach(async () => {
    page = await openChat(world, options);
  });
  it('has no barrier that axe knows of, and no scrolling sideways, whatever it shows', async () => {
    const seen: string[] = [];
    const look = async (state: string) => {
      seen.push(state);
      expect(await findBarriers(page), state).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), state).toBe(0);
    };
    await look('empty');
    await say(page, 'Send a webhook');
    await button(page, 'Go on').click();
    await page.getByText('This field is required.').waitFor();
    await look('missing');
    await reachCard(page, `${world.receiver.url}/${'x'.repeat(120)}?token=secret`);
    await page.getByText('The exact request').click();
    await look('card');
    await button(page, 'Edit').click();
    await look('edit');
    await button(page, 'Back').click();
    await confirmCard(page);
    await card(page).getByText('Succeeded').waitFor();
    await look('result');
    await reach(page);
    await button(page, 'Decline').click();
    await card(page).getByText('Nothing was sent').waitFor();
    await say(page, 'Schedule a meeting tomorrow at 15:00');
    await page.getByRole('link', { name: 'Connect Google' }).waitFor();
    await look('connect');
    await page.context().setOffline(true);
    await say(page, 'Hello');
    await alert(page).waitFor();
    await look('offline');
    expect(seen).toHaveLength(7);
  });
});
