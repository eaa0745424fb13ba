// What a person does in the chat, by the names that they see.
import type { Locator, Page } from 'playwright-core';
import { button, field } from './steps.ts';
import type { OpenOptions, World } from './world.ts';

export async function openChat(world: World, options?: OpenOptions): Promise<Page> {
  const page = await world.open(options);
  await page.getByRole('link', { name: 'Chat' }).click();
  await field(page, 'Message').waitFor();
  return page;
}

/** Says something as soon as nothing else is being answered. */
export async function say(page: Page, text: string): Promise<void> {
  await button(page, 'Send').waitFor();
  await field(page, 'Message').fill(text);
  await field(page, 'Message').press('Enter');
}

/** Says something, and goes on when there is something to confirm. */
export async function reachCard(page: Page, text: string): Promise<void> {
  await say(page, text);
  await button(page, 'Confirm and send').waitFor();
  await button(page, 'Send').waitFor();
}

/** The newest suggestion. */
export const card = (page: Page): Locator => page.locator('.suggestion').last();

export const confirmCard = (page: Page): Promise<void> => button(page, 'Confirm and send').last().click();

/** What Relay has said. */
export const said = (page: Page): Locator => page.locator('.turn[data-role="assistant"] .said');
