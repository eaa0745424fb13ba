// The JavaScript and the Python client look the same but for what is listed here, with its reason.
import { describe, expect, it } from 'vitest';
import { javascriptSurface } from './javascript.ts';
import { pythonSurfaces, wheel } from './python.ts';

/** What only one of the clients has, and why. */
const ONLY_IN_JAVASCRIPT = {
  // In Python a call is given up by cancelling its task, which raises asyncio's own CancelledError.
  options: { call: ['signal'], wait: ['signal'] },
  errors: ['AbortError'],
  models: {
    // A body's members are keyword arguments in Python, so that nobody needs its type.
    bodies: [
      'ChatMessageRequest',
      'ChatStreamRequest',
      'ConfigureProviderRequest',
      'CreateApiKeyRequest',
      'CreateConnectionRequest',
      'CreateWebhookEndpointRequest',
      'ExecutePreviewRequest',
      'ExecuteReadRequest',
      'ExecuteRequest',
      'PreviewRequest',
      'RotateRequest',
      'UpdateWebhookEndpointRequest',
      'UseChatRequest',
    ],
    // Types of the runtime: in Python these are classes of `relay_sdk` itself.
    runtime: ['ByteStream', 'CursorPage', 'FailedReply', 'RelayEvent', 'Reply', 'UnknownVariant'],
  },
};
/** Each language sends with its own: `fetch` here, a client of httpx2 there. */
const SENDS_WITH = { javascript: 'fetch', python: 'httpClient' };

const javascript = javascriptSurface();
const { file, sync, async } = pythonSurfaces();
const without = (names: string[], ...others: string[]) => names.filter((name) => !others.includes(name));

it('is read from what is published', () => {
  expect(file).toBe(`${wheel()}/relay_sdk/__init__.py`);
});

it('finds something to compare', () => {
  expect(Object.keys(javascript.rooms)).toContain('webhooks.endpoints');
  expect(javascript.rooms.executions?.list).toEqual({
    parameters: {
      action: 'optional',
      cursor: 'optional',
      from: 'optional',
      limit: 'optional',
      status: 'optional',
      to: 'optional',
    },
    gives: 'page of ExecutionPage',
  });
  expect(javascript.rooms.chat?.resume?.gives).toBe('stream of ChatEvent');
  expect(javascript.models.ChatEvent).toEqual(
    expect.arrayContaining(['data-relay-suggestion', 'finish', 'text-delta']),
  );
  expect(javascript.models.ExecutionStatus).toEqual(['failed', 'outcome_unknown', 'running', 'succeeded']);
});

it('Relay and AsyncRelay are the same in Python', () => {
  expect(async).toEqual(sync);
});

describe('both clients have the same', () => {
  it('rooms, methods, parameters and results', () => {
    expect(sync.rooms).toEqual(javascript.rooms);
  });

  it('options of the client', () => {
    const { client } = javascript.options;
    const expected = [...without(client, SENDS_WITH.javascript), SENDS_WITH.python];
    expect(client).toContain(SENDS_WITH.javascript);
    expect(sync.options.client).toEqual(expected.toSorted());
  });

  it('options of a call, of waiting, and of verifying a webhook', () => {
    const { call, wait, verify } = javascript.options;
    const { options } = ONLY_IN_JAVASCRIPT;
    expect(sync.options).toMatchObject({
      call: without(call, ...options.call),
      wait: without(wait, ...options.wait),
      verify,
    });
  });

  it('errors, in the same order of descent, which know the same', () => {
    const { AbortError, ...errors } = javascript.errors;
    expect([AbortError, ONLY_IN_JAVASCRIPT.errors]).toEqual(['RelayError', ['AbortError']]);
    expect(sync.errors).toEqual(errors);
    expect(sync.attributes).toEqual(javascript.attributes);
  });

  it('events for an observer', () => {
    expect(sync.events).toEqual(javascript.events);
  });

  it('facts about a reply', () => {
    expect(sync.reply).toEqual(javascript.reply);
  });

  it('facts about a reply that is streamed', () => {
    expect(javascript.streamedReply).toContain('approvalIds');
    expect(sync.streamedReply).toEqual(javascript.streamedReply);
  });

  it('models, with the same fields and values', () => {
    const { bodies, runtime } = ONLY_IN_JAVASCRIPT.models;
    const names = without(Object.keys(javascript.models), ...bodies, ...runtime);
    expect(Object.keys(javascript.models)).toEqual(expect.arrayContaining([...bodies, ...runtime]));
    expect(sync.models).toEqual(Object.fromEntries(names.map((name) => [name, javascript.models[name]])));
  });
});
