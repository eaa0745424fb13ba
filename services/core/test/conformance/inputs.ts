// Inputs that the actions of several providers take alike.
import type { MakeInput } from './fixtures.js';

export const LONG_SUBJECT = `${'Ein sehr langer Betreff mit Umlauten äöü und 日本語 '.repeat(6)}🎉`;

export const UMLAUT_FILE = {
  filename: 'größe.txt',
  contentType: 'text/plain',
  contentBase64: Buffer.from('Größe').toString('base64'),
};

/** Events for a calendar, one of them with a guest. */
export const meetings = (guest: string): Record<string, MakeInput> => ({
  'a meeting': (_kit, title) => ({
    title,
    start: '2026-12-03T15:00:00',
    durationMinutes: 45,
    timeZone: 'Europe/Berlin',
    attendees: [guest],
    location: 'Raum “Äther”',
    conference: true,
  }),
  'whole days': (_kit, title) => ({ title, start: '2026-12-31', end: '2027-01-01' }),
  'a night without an hour': (_kit, title) => ({
    title,
    start: '2027-03-28T01:30:00',
    end: '2027-03-28T03:30:00',
    timeZone: 'Europe/Berlin',
  }),
});
