// Replies as no Relay of today gives them.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Person, runRelay } from './testing.js';

/** Ended by the signal; a shell calls it 130. */
const INTERRUPTED = 254;

let server: Server;
let asked: string[];
let frames: object[];
/** How the stream ends after the frames. */
let end: 'whole' | 'broken' | 'never';

beforeAll(async () => {
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    if (request.method === 'GET') return; // a preview that does not come
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (const frame of frames) response.write(`data: ${JSON.stringify(frame)}\n\n`);
    if (end === 'whole') response.end('data: [DONE]\n\n');
    else response.write(' ', () => end === 'broken' && response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  asked = [];
  end = 'whole';
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
});

const said = (delta: string) => [
  { type: 'start', messageId: 'msg_1' },
  { type: 'data-relay-session', data: { sessionId: 'chat_1' } },
  { type: 'text-start', id: 'text-1' },
  { type: 'text-delta', id: 'text-1', delta },
  { type: 'text-end', id: 'text-1' },
];
const here = () => {
  const { port } = server.address() as AddressInfo;
  return { environment: { RELAY_API_KEY: 'relay_test_1', RELAY_BASE_URL: `http://127.0.0.1:${port}` } };
};
const chat = (...args: string[]) => runRelay(['chat', ...args], here());
const suggested = (id: string, more: object) => ({
  type: 'data-relay-suggestion',
  id,
  data: { id, action: 'google.gmail.send', missing: [], assumptions: [], previewId: null, connection: null, ...more },
});

describe('a stream of events', () => {
  it('may hold kinds of events that this version does not know', async () => {
    frames = [...said('Nothing to do.'), { type: 'data-relay-tomorrow', data: { a: '\u009b' } }, { type: 'finish' }];
    const { code, output } = await chat('hello');
    expect([code, output]).toEqual([3, 'Nothing to do.\n']);
    const json = await chat('--json', 'hello');
    expect(json.output).toContain('{"type":"data-relay-tomorrow","data":{"a":"\\u009b"}}\n');
  });

  it('that breaks off is told, confirms nothing, and is asked for once', async () => {
    end = 'broken';
    frames = [
      ...said('Please look at it and confirm.'),
      { type: 'tool-approval-request', toolCallId: 'prv_1', approvalId: 'apr_1' },
    ];
    const { code, output, errors } = await chat('hello');
    expect([code, output]).toEqual([1, 'Please look at it and confirm.\n']);
    expect(errors).toMatch(/^relay: .+\n$/);
    expect(asked).toEqual(['POST /api/chat']);
  });

  it('that tells of an error is told', async () => {
    frames = [...said('Well'), { type: 'error', errorText: 'It \u001b[31mbroke' }];
    const { code, errors } = await chat('hello');
    expect([code, errors]).toEqual([1, 'relay: The reply could not be finished. Nothing was sent by it.\n']);
    const json = await chat('--json', 'hello');
    expect([json.code, json.output.includes('\u001b')]).toEqual([1, false]);
  });

  it('cannot move the cursor by what it says', async () => {
    frames = said('\u001b]8;;https://evil.example\u0007here\u001b[1A\r');
    expect((await chat('hello')).output).toBe('\\u{1b}]8;;https://evil.example\\u{7}here\\u{1b}[1A\\u{d}\n');
  });
});

it('several things of which one is asked about are shown with their numbers', async () => {
  frames = [
    ...said('Which of them shall be done?'),
    suggested('sug_1', { status: 'asking', input: { to: ['ana@example.com'], body: 'hi' } }),
    suggested('sug_2', { status: 'asking', input: { to: ['bo@example.com'], body: 'bye' } }),
    { type: 'finish' },
  ];
  const { code, output } = await chat('hello');
  expect([code, output]).toEqual([
    5,
    expect.stringContaining('1. google.gmail.send\n  to: ana@example.com\n  body: hi\n2. '),
  ]);
});

it('the one thing that is asked about is shown', async () => {
  const input = { to: ['ana@example.com'], body: 'Dear Ana' };
  frames = [...said('Shall it say exactly that?'), suggested('sug_1', { status: 'asking', input }), { type: 'finish' }];
  const { code, output } = await chat('hello');
  expect([code, output]).toEqual([
    5,
    expect.stringContaining('Shall it say exactly that?\ngoogle.gmail.send\n  to: ana@example.com\n  body: Dear Ana\n'),
  ]);
});

it('Ctrl-C stops a reply that comes', async () => {
  end = 'never';
  frames = said('Let me see').slice(0, -1);
  const person = new Person(['chat', 'hello'], here());
  try {
    await person.sees('Let me see');
    person.presses('\u0003');
    await person.sees('Stopped.');
    expect(await person.exited).toBe(130);
  } finally {
    person.leave();
  }
});

it('Ctrl-C ends the program while it waits for a preview', async () => {
  frames = [
    ...said('Look.'),
    suggested('sug_1', { status: 'ready', input: {}, previewId: 'prv_1' }),
    { type: 'finish' },
  ];
  const person = new Person(['chat', 'hello'], here());
  try {
    await vi.waitFor(() => expect(asked).toContain('GET /api/previews/prv_1'), 10_000);
    person.presses('\u0003');
    expect(await person.exited).toBe(INTERRUPTED);
  } finally {
    person.leave();
  }
});
