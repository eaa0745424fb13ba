// An account is invited, its owner agrees in another tab, and an action runs through it.
import { Relay } from '@relay/sdk-js';
import { expect, it } from 'vitest';
import { findBarriers } from '../support/axe.ts';
import { refuse } from '../support/gate.ts';
import { alert, button, confirm, connect, fact, field, title, visibleText } from './steps.ts';
import { useWorld } from './world.ts';

const world = useWorld({ ownRelay: true });

it('connects an account in another tab, and sends a mail through it', async () => {
  const page = await world.open();
  const accounts = page.locator('.accounts');
  await accounts.getByText('No account is connected yet.').waitFor();
  await page.getByRole('combobox', { name: 'Action' }).selectOption('google.gmail.send');
  await page.getByText('none is connected').waitFor();

  await connect(page, 'Google');
  await accounts.getByText('Active').waitFor();
  expect(await visibleText(accounts)).toMatch(/Google\s+ada@example\.com/);
  expect(await findBarriers(page)).toEqual([]);

  expect(await page.getByRole('combobox', { name: 'Account' }).locator('option').allTextContents()).toEqual([
    'ada@example.com',
  ]);
  await button(page, 'Add one to To').click();
  await page.keyboard.type('grace@example.com');
  await field(page, 'Subject').fill('Hello');
  await field(page, 'Body').fill('Sent by Relay.');
  await button(page, 'Preview').click();
  await title(page).getByText('Send an e-mail to grace@example.com: Hello').waitFor();
  await confirm(page);
  await title(page).getByText('Done').waitFor();

  const relay = new Relay(world.credentials);
  const { data } = await relay.executions.list({ action: 'google.gmail.send' });
  expect(data).toMatchObject([{ id: await fact(page, 'Execution').textContent(), status: 'succeeded' }]);
});

it('leads the owner of an account to what is missing', async () => {
  const authorizationUrl = 'https://relay.test/api/oauth/google/start?state=s';
  const page = await world.open();
  world.gate.meddle(/preview$/, refuse(409, 'scope_missing', { authorizationUrl }));
  await field(page, 'URL').fill(world.receiver.url);
  await button(page, 'Preview').click();
  const link = alert(page).getByRole('link', { name: 'Agree to what is missing' });
  expect([await link.getAttribute('href'), await link.getAttribute('target')]).toEqual([authorizationUrl, '_blank']);
});
