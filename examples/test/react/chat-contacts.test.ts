// People by their names: the page's own contacts go along with every message.
import { expect, it } from 'vitest';
import { findBarriers } from '../support/axe.ts';
import { card, openChat, said, say } from './chat-steps.ts';
import { button, visibleText } from './steps.ts';
import { useWorld } from './world.ts';

const world = useWorld();

it('shows whom it knows, and a name becomes the address of that contact', async () => {
  const page = await openChat(world);
  const list = page.getByRole('region', { name: 'Contacts' });
  expect(await visibleText(list)).toMatch(/Grace Hopper\s+grace@example\.com/);
  expect(await findBarriers(page)).toEqual([]);
  await say(page, 'Send an email to Grace saying "See you at noon"');
  await card(page).waitFor();
  expect(await visibleText(card(page))).toContain('grace@example.com');
});

it('asks which of two is meant, and takes the choice', async () => {
  const page = await openChat(world);
  await say(page, 'Send an email to Ann saying "See you at noon"');
  await said(page).getByText('Which Ann do you mean?').waitFor();
  expect(await visibleText(card(page))).not.toContain('Confirm');
  await button(page, 'Ann Moor <ann.moor@example.com>').click();
  await card(page).getByText('Connect Google').waitFor();
  const shown = await visibleText(card(page));
  expect(shown).toContain('ann.moor@example.com');
  expect(shown).not.toContain('ann.lee@example.com');
});

it('asks for the address of somebody whom nobody knows', async () => {
  const page = await openChat(world);
  await say(page, 'Send an email to Zoe saying "See you at noon"');
  await said(page).getByText('Who shall get it?').waitFor();
  expect(await visibleText(card(page))).not.toContain('@example.com');
});
