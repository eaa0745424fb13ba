import { describe, expect, it } from 'vitest';
import { compileExact } from '../../contract/schemas.js';
import { eventInputSchema } from './index.js';

const allows = (input: object) => compileExact(eventInputSchema)({ start: '2026-03-05T15:00:00', ...input });

describe('the input of an event', () => {
  it.each(['2026-03-05', '2026-03-05T15:00', '2026-03-05T23:59:59', '1980-01-01', '2199-12-31'])(
    'takes %s',
    (start) => {
      expect(allows({ start })).toBe(true);
    },
  );

  it.each([
    '2026-03-05T15:00:00Z',
    '2026-03-05T15:00:00+01:00',
    '2026-03-05T15:00:00.000',
    '2026-03-05 15:00:00',
    '2026-03-05T24:00:00',
    '2026-13-05',
    '1979-12-31',
    '2200-01-01',
    '+002026-03-05',
    '2026-03-05\n',
    'tomorrow',
    '',
  ])('does not take %j for a time', (start) => {
    expect(allows({ start })).toBe(false);
  });

  it('takes texts in any script, and a description of several lines', () => {
    expect(allows({ title: 'Réunion 会議 👋', location: 'Zürich', description: 'a\n\tb' })).toBe(true);
  });

  it.each([
    { title: 'a\nb' },
    { title: 'a\u202eb' },
    { location: 'a\u2028b' },
    { description: 'a\u0000b' },
    { attendees: ['Ada <ada@example.com>'] },
    { attendees: ['ada@example.com', 'ada@example.com'] },
    { attendees: ['ada@example.com\nbcc: eve@example.com'] },
    { durationMinutes: 0 },
    { durationMinutes: 1.5 },
  ])('does not take %j', (more) => {
    expect(allows(more)).toBe(false);
  });
});
