// The input, its examples and the output of creating an event, the same for every provider, as JSON Schema 2020-12.

import { ONE_LINE } from '../shown.js';

// In these years every offset is one of whole minutes, as RFC 3339 needs it, and every day has a day after it.
const DAY = '(19[89]\\d|2[01]\\d{2})-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])';
const TIME = '([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d)?';
const DAY_OR_TIME = `^${DAY}(T${TIME})?$`;

const LINES = '^[\\P{Cc}\\t\\r\\n]*$';

/** How long an event lasts for which nothing is said, in minutes. */
export const DEFAULT_MINUTES = 30;

export const eventInputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['start'],
  properties: {
    title: {
      type: 'string',
      maxLength: 1024,
      pattern: ONE_LINE,
      description: 'What the event is called, in one line.',
    },
    start: {
      type: 'string',
      pattern: DAY_OR_TIME,
      description:
        'A local time `YYYY-MM-DDTHH:mm:ss` in `timeZone`, without an offset; or a day `YYYY-MM-DD`, for an event of whole days; 1980 to 2199.',
    },
    end: {
      type: 'string',
      pattern: DAY_OR_TIME,
      description:
        'In the form of `start`: a local time `YYYY-MM-DDTHH:mm:ss`, or the last day `YYYY-MM-DD`, which belongs to the event; 1980 to 2199.',
    },
    durationMinutes: {
      type: 'integer',
      minimum: 1,
      maximum: 44_640,
      description: `Minutes that pass from start to end, 1 to 44640, instead of \`end\`; ${DEFAULT_MINUTES} where there is neither.`,
    },
    timeZone: {
      type: 'string',
      minLength: 1,
      maxLength: 64,
      description: 'The IANA name of the zone of `start` and `end`, such as Europe/Berlin; UTC where none is given.',
    },
    attendees: {
      type: 'array',
      maxItems: 200,
      uniqueItems: true,
      items: { type: 'string', format: 'email', maxLength: 254, description: 'An e-mail address.' },
      description: 'E-mail addresses of those who are invited; the provider sends the invitations.',
    },
    location: { type: 'string', maxLength: 1024, pattern: ONE_LINE, description: 'Where it takes place, in one line.' },
    description: { type: 'string', maxLength: 8192, pattern: LINES, description: 'What it is about, as plain text.' },
    conference: { type: 'boolean', default: false, description: 'Whether the provider adds a video conference.' },
  },
} as const;

export const eventExamples = [
  {
    summary: 'A meeting with a video conference',
    input: {
      title: 'Review',
      start: '2026-12-03T15:00:00',
      durationMinutes: 45,
      timeZone: 'Europe/Berlin',
      attendees: ['bob@example.com'],
      conference: true,
    },
  },
  { summary: 'Two whole days', input: { title: 'Fair', start: '2026-12-03', end: '2026-12-04', location: 'Hall 7' } },
];

export const eventOutputSchema = {
  type: 'object',
  required: ['eventId', 'htmlLink', 'start', 'end', 'conferenceUrl'],
  properties: {
    eventId: { type: 'string', description: "The provider's id of the event." },
    htmlLink: { type: ['string', 'null'], description: 'Where the event is seen in a browser.' },
    start: { type: 'string', description: 'An instant in RFC 3339 and UTC; the first day for an event of whole days.' },
    end: { type: 'string', description: 'An instant in RFC 3339 and UTC; the last day for an event of whole days.' },
    conferenceUrl: {
      type: ['string', 'null'],
      description: 'Where to join; null where there is no conference, or none yet.',
    },
  },
} as const;

export interface EventInput {
  title?: string;
  start: string;
  end?: string;
  durationMinutes?: number;
  timeZone?: string;
  attendees?: string[];
  location?: string;
  description?: string;
  conference: boolean;
}

export interface EventOutput {
  eventId: string;
  htmlLink: string | null;
  start: string;
  end: string;
  conferenceUrl: string | null;
}

export const deleteInputSchema = {
  type: 'object',
  additionalProperties: false,
  required: ['eventId'],
  properties: {
    eventId: { type: 'string', minLength: 1, maxLength: 1024, description: "The provider's id of the event." },
  },
} as const;

export const deleteOutputSchema = {
  type: 'object',
  required: ['eventId', 'alreadyGone'],
  properties: {
    eventId: { type: 'string' },
    alreadyGone: { type: 'boolean', description: 'Whether there was no such event any more.' },
  },
} as const;
