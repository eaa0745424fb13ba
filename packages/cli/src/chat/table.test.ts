import { expect, it } from 'vitest';
import { showOutput } from './table.js';
import { widthOf } from './width.js';

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

it('has straight columns whatever is written in them', () => {
  const messages = ['Lunch', '会議の議事録を送ります', '🎂 Party', 'Cafe\u0301'].map((subject, index) => ({
    subject,
    id: `m${index}`,
  }));
  const lines = showOutput({ messages }, 24).split('\n');
  const before = lines.map((line) => widthOf(line.slice(0, line.lastIndexOf('  ') + 2)));
  expect(lines[2]).toContain('…');
  expect(new Set(before).size).toBe(1);
});

it('leaves out what a narrow terminal has no room for', () => {
  const messages = [
    { from: 'ada@example.com', to: 'bob@example.com', subject: 'Lunch', date: 'today', snippet: 'At noon' },
  ];
  const lines = showOutput({ messages }, 32).split('\n');
  expect(lines).toEqual(['  from      to         subject', '  ada@exa…  bob@exam…  Lunch']);
  expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(32);
});
