import { expect, it } from 'vitest';
import type { Action, Connection } from '../calls/index.ts';
import { accountsFor, chosenOf, firstOf } from './composition.ts';

const action = (id: string, requiresConnection: boolean) =>
  ({ id, provider: id.split('.')[0], requiresConnection }) as Action;
const connection = (id: string, provider: string, status = 'active') => ({ id, provider, status }) as Connection;

it('begins with what needs no account', () => {
  const mail = action('google.gmail.send', true);
  const webhook = action('webhook.send', false);
  expect([firstOf([mail, webhook]), firstOf([mail])]).toEqual([webhook, mail]);
});

it('offers the accounts of the provider that work, and takes the newest until one is chosen', () => {
  const connections = [
    connection('conn_3', 'google'),
    connection('conn_2', 'google', 'expired'),
    connection('conn_1', 'google'),
    connection('conn_0', 'github'),
  ];
  const accounts = accountsFor(action('google.gmail.send', true), connections);
  expect(accounts.map(({ id }) => id)).toEqual(['conn_3', 'conn_1']);
  expect([undefined, 'conn_1', 'conn_2'].map((id) => chosenOf(accounts, id)?.id)).toEqual([
    'conn_3',
    'conn_1',
    'conn_3',
  ]);
  expect(accountsFor(action('webhook.send', false), connections)).toEqual([]);
});
