import { expect, it } from 'vitest';
import { showOutput } from './table.js';

it('a list of things is a table, ids last, as wide as the terminal', () => {
  const messages = [
    { id: 'm1', from: { name: 'Grace', address: 'grace@example.com' }, subject: 'Lunch', unread: true, none: null },
    {
      id: 'm2',
      from: { name: null, address: 'bob@example.com' },
      subject: 'A very long subject that goes on',
      unread: false,
      none: null,
    },
  ];
  expect(showOutput({ messages, nextCursor: null }, 60)).toBe(
    [
      '  from                   subject                unread  id',
      '  Grace <grace@example…  Lunch                  true    m1',
      '  bob@example.com        A very long subject …  false   m2',
    ].join('\n'),
  );
});

it('says when a list is empty, and shows anything else as JSON', () => {
  expect(showOutput({ messages: [] }, 80)).toBe('  (no messages)');
  expect(showOutput({ status: 200 }, 80)).toBe('  │ {\n  │   "status": 200\n  │ }');
  expect(showOutput(null, 80)).toBe('');
});
