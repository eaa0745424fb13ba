// Providers change, and something may stand in between: what an answer holds is never taken for granted.
import { describe, expect, it } from 'vitest';
import { compileExact } from '../contract/schemas.js';
import { catalog } from './catalog.js';
import { ProviderFailure } from './failure.js';
import { type JsonObject, type Looking, type LookRequest, PlanError, type PlannedRequest } from './provider.js';
import { answerOf, factsOf } from './testing.js';

const WEIRD = [null, undefined, 0, -1.5, 1e300, true, '', 'x', '\u202e', [], [null], ['x'], [7], [[]], {}, { x: 1 }];
const GOOGLE_TIME = { dateTime: '2026-03-05T15:00:00+01:00' };
const GRAPH_TIME = { dateTime: '2026-03-05T14:00:00.0000000', timeZone: 'UTC' };
const ISSUE = { number: 7, html_url: 'https://x.example', title: 'T', labels: [{ name: 'bug' }] };

interface Case {
  input: JsonObject;
  /** To the requests of a look, in their order, and to the write. */
  answers: unknown[];
}

const CASES: Record<string, Case[]> = {
  'github.issue.create': [{ input: {}, answers: [{ ...ISSUE, state: 'open' }] }],
  'github.issue.close': [
    {
      input: { repository: 'a/b', issueNumber: 7 },
      answers: [
        { ...ISSUE, state: 'open' },
        { ...ISSUE, state: 'closed', state_reason: 'completed' },
      ],
    },
  ],
  'github.repo.list': [
    {
      input: { visibility: 'all', sort: 'pushed', limit: 3 },
      answers: [
        [
          {
            full_name: 'a/b',
            private: false,
            archived: false,
            description: 'x',
            html_url: 'https://x.example',
            default_branch: 'main',
            open_issues_count: 1,
            pushed_at: '2026-03-05T15:00:00Z',
          },
        ],
      ],
    },
  ],
  'google.gmail.send': [{ input: {}, answers: [{ id: '1', threadId: '2', labelIds: ['SENT'] }] }],
  'google.gmail.list': [
    {
      input: { unreadOnly: false, limit: 3 },
      answers: [
        { messages: [{ id: 'm1' }] },
        {
          id: 'm1',
          threadId: 't1',
          labelIds: ['UNREAD'],
          snippet: 'Hi &amp; bye',
          internalDate: '1772722800000',
          payload: {
            headers: [
              { name: 'From', value: 'Ada <ada@example.com>' },
              { name: 'Subject', value: 'Hi' },
            ],
          },
        },
      ],
    },
  ],
  'google.calendar.create': [
    {
      input: {},
      answers: [
        {
          id: 'e1',
          htmlLink: 'https://x.example',
          start: GOOGLE_TIME,
          end: { date: '2026-03-06' },
          hangoutLink: 'https://x.example',
          conferenceData: { entryPoints: [{ entryPointType: 'video', uri: 'https://x.example' }] },
          extendedProperties: { private: { relayPreview: factsOf().previewId } },
        },
      ],
    },
  ],
  'google.calendar.delete': [
    {
      input: { eventId: 'e1' },
      answers: [
        {
          id: 'e1',
          status: 'confirmed',
          summary: 'Review',
          start: GOOGLE_TIME,
          organizer: { self: true },
          attendees: [{ self: true }, {}],
        },
      ],
    },
  ],
  'google.chat.send': [
    {
      input: { space: 'Launches', text: 'Hi' },
      answers: [
        { spaces: [{ name: 'spaces/A', displayName: 'Launches' }], nextPageToken: '' },
        { name: 'spaces/A/messages/B', createTime: '2026-03-05T15:00:00Z' },
      ],
    },
    { input: { space: 'spaces/A', text: 'Hi' }, answers: [{ name: 'spaces/A', displayName: 'Launches' }] },
  ],
  'google.chat.delete': [
    { input: { messageName: 'spaces/A/messages/B' }, answers: [{ name: 'spaces/A/messages/B', text: 'Hi' }] },
  ],
  'microsoft.calendar.create': [
    {
      input: {},
      answers: [
        {
          id: 'e1',
          webLink: 'https://x.example',
          start: GRAPH_TIME,
          end: GRAPH_TIME,
          onlineMeeting: { joinUrl: 'https://x.example' },
        },
      ],
    },
  ],
  'microsoft.calendar.delete': [
    {
      input: { eventId: 'e1' },
      answers: [{ subject: 'Review', start: GRAPH_TIME, isAllDay: false, attendees: [{}], isOrganizer: true }],
    },
  ],
  'microsoft.outlook.send': [{ input: {}, answers: [{}] }],
  'microsoft.outlook.list': [
    {
      input: { unreadOnly: false, limit: 3, from: 'ada' },
      answers: [
        {
          value: [
            {
              id: 'm1',
              conversationId: 'c1',
              from: { emailAddress: { name: 'Ada', address: 'ada@example.com' } },
              toRecipients: [{ emailAddress: { name: 'Bob', address: 'bob@example.com' } }],
              subject: 'Hi',
              receivedDateTime: '2026-03-05T15:00:00Z',
              bodyPreview: 'Hi',
              isRead: false,
            },
          ],
        },
      ],
    },
  ],
  'microsoft.teams.send': [
    {
      input: { teamId: 'Marketing', channelId: 'General', text: 'Hi' },
      answers: [
        { value: [{ id: 'T', displayName: 'Marketing' }] },
        { value: [{ id: 'C', displayName: 'General' }] },
        { id: '1', webUrl: 'https://x.example' },
      ],
    },
    {
      input: { chatId: 'Ada', text: 'Hi' },
      answers: [
        { value: [{ id: 'C', topic: '', members: [{ userId: '1', displayName: 'Ada', email: 'ada@example.com' }] }] },
      ],
    },
    { input: { chatId: '19:x@thread.v2', text: 'Hi' }, answers: [{ id: 'C', topic: 'Launch', members: [] }] },
  ],
};

/** The value, and all that it is with one of its parts replaced by something else. */
function* spoilt(value: unknown): Generator<unknown> {
  yield* WEIRD;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, part] of Object.entries(value))
    for (const other of spoilt(part))
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
}

/** What an action makes of answers: that it refuses them is as good as an output. */
async function reactionTo(id: string, { input }: Case, answers: unknown[]): Promise<void> {
  const action = catalog.find((one) => one.id === id)!;
  const left = [...answers];
  const next = () => answerOf(200, JSON.stringify(left.shift() ?? null));
  const isOutput = compileExact(action.outputSchema);
  if (action.kind === 'read') {
    const output = await looked(action.look(input, factsOf()), next);
    if (output) expect(isOutput(output), JSON.stringify([answers, output, isOutput.errors])).toBe(true);
    return;
  }
  const whole = Object.keys(input).length > 0 ? input : action.examples[0]!.input;
  const facts = factsOf();
  const found = action.lookUp ? await looked(action.lookUp(whole, facts), next) : {};
  if (!found) return;
  const defaults = { conference: false, bodyType: 'text', reason: 'completed' };
  const { request, summary } = await action.plan({ ...defaults, ...whole }, facts, found);
  expect(summary).not.toMatch(/undefined|null|NaN|\[object/);
  for (const read of [action.read, action.probe?.read]) {
    if (!read || left.length === 0) continue;
    const outcome = read(answerOf(200, JSON.stringify(left[0] ?? null)), request as PlannedRequest);
    if (outcome.status === 'succeeded')
      expect(isOutput(outcome.output), JSON.stringify([answers, outcome.output, isOutput.errors])).toBe(true);
    else if (read === action.read) expect(outcome).toMatchObject({ status: 'outcome_unknown' });
  }
}

async function looked<T>(looking: Looking<T>, next: (request: LookRequest) => ReturnType<typeof answerOf>) {
  try {
    let step = await looking.next();
    while (!step.done) step = await looking.next(step.value.map(next));
    return step.value;
  } catch (error) {
    if (error instanceof PlanError || error instanceof ProviderFailure) return undefined;
    throw error;
  }
}

describe('an answer that is not what the provider documents', () => {
  it.each(catalog.filter(({ provider }) => provider !== 'webhook').map(({ id }) => id))(
    'is refused, or leaves the outcome open, and nothing else: %s',
    async (id) => {
      const cases = CASES[id];
      if (!cases) throw new Error(`Put an answer to ${id} that makes sense among the CASES of this test.`);
      for (const one of cases) {
        await reactionTo(id, one, one.answers);
        for (const [at, answer] of one.answers.entries())
          for (const other of spoilt(answer)) await reactionTo(id, one, one.answers.with(at, other));
      }
    },
  );
});
