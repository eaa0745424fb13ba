// For everybody: light and dark, wide and narrow, seen and heard. And for nobody: the API key.
import { answer } from '@relay/testing';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findBarriers } from '../support/axe.ts';
import { refuse } from '../support/gate.ts';
import { alert, button, confirm, field, reachPreview, title } from './steps.ts';
import { type OpenOptions, useWorld } from './world.ts';

const world = useWorld();

/** Brings a page to all that it can show, and calls `look` at each. */
async function visitAll(page: Page, look: (state: string) => Promise<void>): Promise<void> {
  await title(page).waitFor();
  await look('empty form');
  await button(page, 'Preview').click();
  await page.getByText('This field is required.').waitFor();
  await button(page, /^Add a row/).click();
  await page.getByRole('textbox', { name: 'Headers: name 1' }).fill('authorization');
  await page.getByRole('textbox', { name: 'Headers: value 1' }).fill('Bearer s3cr3t');
  await look('errors');
  const url = `${world.receiver.url}/a/long/path?token=secret&${'x'.repeat(200)}`;
  await reachPreview(page, url, `{"long":"${'y'.repeat(200)}","n":[1,true,null]}`);
  await look('preview');
  world.gate.meddle(/execute$/, refuse(409, 'preview_changed'));
  await confirm(page);
  await alert(page).waitFor();
  await look('refused confirm');
  await button(page, 'Edit').click();
  await look('edit');
  for (const [status, heading] of Object.entries({ 200: 'Done', 400: 'Failed', 502: 'Nobody knows' })) {
    world.receiver.behave(answer(Number(status), 'z'.repeat(300)));
    await reachPreview(page, url);
    await confirm(page);
    await title(page).getByText(heading).waitFor();
    await page.locator('.recent summary').first().click();
    await look(`outcome ${status}`);
    await button(page, 'New action').click();
  }
  await reachPreview(page, url);
  await button(page, 'Discard').click();
  await page.locator('.callout').getByText('is discarded').waitFor();
  await look('discarded');
  world.gate.meddle(/me$/, refuse(401, 'unauthenticated'));
  await page.reload();
  await alert(page).waitFor();
  await look('cannot load');
}

const WIDE = { width: 1280, height: 900 };
const NARROW = { width: 360, height: 740 };
const looks: Array<[string, OpenOptions]> = [
  ['light and wide', { colorScheme: 'light', viewport: WIDE }],
  ['dark and narrow', { colorScheme: 'dark', viewport: NARROW }],
];

describe.each(looks)('%s', (_, options) => {
  it('has no barrier that axe knows of, and no scrolling sideways, whatever it shows', async () => {
    const page = await world.open(options);
    const seen: string[] = [];
    await visitAll(page, async (state) => {
      seen.push(state);
      expect(await findBarriers(page), state).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth'), state).toBe(0);
    });
    expect(seen).toHaveLength(10);
  });
});

it('is dark for whoever asks for it', async () => {
  const lightness = async (colorScheme: 'light' | 'dark') => {
    const page = await world.open({ colorScheme });
    const color = await page.evaluate('getComputedStyle(document.documentElement).backgroundColor');
    return Math.max(...String(color).match(/\d+/g)!.map(Number));
  };
  expect(await lightness('light')).toBeGreaterThan(200);
  expect(await lightness('dark')).toBeLessThan(60);
});

it('gives the browser no key, in nothing that it loads, asks for or keeps', async () => {
  const { apiKey } = world.credentials;
  const page = await world.open();
  const texts: Array<Promise<string>> = [];
  const note = async (where: string, text: Promise<string>) => `${where} ${await text}`;
  page.on('response', (response) => {
    texts.push(
      note(
        response.url(),
        response.text().catch(() => ''),
      ),
    );
    // What comes last may be cut off by the end of the page.
    const headersOf = (one: typeof response | ReturnType<typeof response.request>) =>
      one.allHeaders().then(JSON.stringify, () => '');
    texts.push(note('reply headers', headersOf(response)));
    texts.push(note('request headers', headersOf(response.request())));
  });
  await page.reload();
  await reachPreview(page, world.receiver.url);
  await confirm(page);
  await title(page).getByText('Done').waitFor();
  await page.locator('.recent').getByText('Succeeded').first().waitFor();
  texts.push(
    page.content(),
    page.evaluate('JSON.stringify([localStorage, sessionStorage, document.cookie])') as Promise<string>,
  );
  const all = await Promise.all(texts);

  const loaded = all.map((text) => text.split(' ')[0]);
  for (const part of [
    /\/$/,
    /\.js$/,
    /\.css$/,
    /\/api\/session$/,
    /\/api\/actions$/,
    /\/api\/previews$/,
    /\/api\/executions$/,
  ])
    expect(loaded).toContainEqual(expect.stringMatching(part));
  for (const text of all) {
    expect(text).not.toContain(apiKey);
    expect(text).not.toMatch(/relay_(test|live)_/);
  }
});

it('talks to its own server only', async () => {
  const page = await world.open();
  const origins = new Set<string>();
  page.on('request', (request) => origins.add(new URL(request.url()).origin));
  await page.reload();
  await button(page, "To this Relay's inbox").click();
  expect(await field(page, 'URL').inputValue()).toMatch(/\/dev\/inbox$/);
  await button(page, 'Preview').click();
  await confirm(page);
  await title(page).getByText('Done').waitFor();
  expect([...origins]).toEqual([world.example.url]);
});

it('says on the page why it holds no key', async () => {
  const page = await world.open();
  await page.getByRole('region', { name: 'No API key in this page' }).getByText('the key stays with').waitFor();
});
