// Compiled by `check`, never run: what the types must allow and what they must refuse.
import Relay, {
  type Action,
  type APIPromise,
  type AuditCheckpoint,
  type AuditPublicKey,
  type ByteStream,
  type ChatEvent,
  type ChatReply,
  ConflictError,
  type Connection,
  type Execution,
  type ExecutionPage,
  type ExecutionStatus,
  type Relay as NamedRelay,
  NotFoundError,
  type PagePromise,
  type RelayEvent,
  type Suggestion,
  ValidationError,
} from '../src/index.js';
import { verifyWebhook } from '../src/webhooks.js';

const relay: NamedRelay = new Relay({
  apiKey: async () => 'relay_test_…',
  onEvent: (event: RelayEvent) => void event.attempt,
});

const preview = await relay.actions.preview({ action: 'webhook.send', input: { url: 'https://example.com' } });
const execution: Execution = await relay.actions.execute({ previewId: preview.id, digest: preview.digest });
// @ts-expect-error a preview is executed by its id and its digest
relay.actions.execute({ previewId: preview.id });
// A read is executed by its action and input; what belongs to a preview is none of it.
const read: Execution = await relay.actions.execute({ action: 'google.gmail.list', input: {}, connectionId: 'conn_1' });
// @ts-expect-error either a preview or a read
relay.actions.execute({ previewId: preview.id, digest: preview.digest, connectionId: 'conn_1' });
// @ts-expect-error a read has an input
relay.actions.execute({ action: 'google.gmail.list' });
// @ts-expect-error something is executed
relay.actions.execute();
// @ts-expect-error an unknown parameter
relay.executions.list({ colour: 'red' });
// @ts-expect-error a required object of parameters
relay.executions.get();
// @ts-expect-error the client's only argument is an object
new Relay('relay_test_…');

// Lists are pages, and pages are iterable; other replies are not.
const pages: PagePromise<ExecutionPage> = relay.executions.list();
for await (const item of pages) void (item satisfies Execution);
for await (const item of relay.actions.list({ limit: 2 })) void (item satisfies Action);
const { data, nextCursor }: { data: Execution[]; nextCursor: string | null } = await pages;
// @ts-expect-error not a page
for await (const item of relay.executions.get({ executionId: 'exe_1' })) void item;

for await (const item of relay.audit.checkpoints()) void (item satisfies AuditCheckpoint);
void ((await relay.audit.checkpoints()).publicKeys satisfies AuditPublicKey[]);

// A stream is bytes, whatever their format.
const exported: APIPromise<ByteStream> = relay.audit.export({ format: 'csv', from: '2026-11-01T00:00:00Z' });
void ((await exported) satisfies ReadableStream<Uint8Array>);
for await (const bytes of await relay.audit.export()) void (bytes satisfies Uint8Array);
for await (const text of (await exported).pipeThrough(new TextDecoderStream())) void (text satisfies string);
// @ts-expect-error a format that is not made
relay.audit.export({ format: 'xml' });
// @ts-expect-error a stream is awaited before it is walked
for await (const bytes of relay.audit.export()) void bytes;

// What an event of chat has depends on its type; one that this version does not know is left over.
for await (const event of await relay.chat.stream({ message: 'Hello', timeZone: 'Europe/Berlin' })) {
  if (event.type === 'text-delta') void (event.delta satisfies string);
  else if (event.type === 'data-relay-session') void (event.data.sessionId satisfies string);
  else if (event.type === 'data-relay-suggestion') void (event.data satisfies Suggestion);
  else if (event.type === 'data-relay-result') void (event.data.execution satisfies Execution);
  else if (event.type === 'tool-approval-request') void (event.approvalId satisfies string);
  // @ts-expect-error a step has no text
  else if (event.type === 'start-step') void event.delta;
  else void (event satisfies ChatEvent);
}
const reply: ChatReply = await relay.chat.send({ message: '', sessionId: 'chat_1', edits: { sug_1: { to: null } } });
relay.chat.stream({ message: 'Email Grace', contacts: [{ name: 'Grace Hopper', email: 'grace@example.com' }] });
// @ts-expect-error a contact has an address
relay.chat.send({ message: 'Email Grace', contacts: [{ name: 'Grace Hopper' }] });
// @ts-expect-error something is said, or posted by useChat
relay.chat.stream({ sessionId: 'chat_1' });
// @ts-expect-error a message is sent as a text
relay.chat.send({ messages: [] });

// What a call does is in its parameters; how it is made is in its options.
relay.webhooks.endpoints.create({ url: 'https://example.com' }, { idempotencyKey: 'endpoint-1' });
// @ts-expect-error the key is an option
relay.webhooks.endpoints.create({ url: 'https://example.com', 'Idempotency-Key': 'endpoint-1' });
void (preview.purgedAt satisfies string | null);

for await (const item of relay.connections.list({ provider: 'google', status: 'active' }))
  void (item satisfies Connection);
void ((await relay.connections.create({ provider: 'google' })).authorizationUrl satisfies string);
void ((await relay.providers.get({ provider: 'google' })).configuredBy satisfies string | null);
void ((await relay.providers.reset({ provider: 'google' })).hasClientSecret satisfies boolean);

// A reply may hold a value of tomorrow.
const tomorrow: ExecutionStatus = 'paused';
// @ts-expect-error a status is text
const wrong: ExecutionStatus = 7;

const {
  response,
  requestId,
  data: me,
} = await relay.me.get({ timeout: 1_000, maxRetries: 0, signal: AbortSignal.timeout(5) }).withResponse();
void [response satisfies Response, requestId satisfies string | undefined, me.limits.burst satisfies number];
const settled: Execution = await relay.executions.wait('exe_1', { timeout: 5_000, pollInterval: 100 });
// @ts-expect-error a preview that is discarded gives nothing
void (await relay.previews.discard({ previewId: 'prv_1' })).id;
// @ts-expect-error a way to send is no part of the surface
void relay.transport;

try {
  await relay.me.get();
} catch (error) {
  if (error instanceof ValidationError) void (error.errors[0]?.pointer satisfies string | undefined);
  if (error instanceof ValidationError) void (error.errors[0]?.choices?.[0]?.value satisfies string | undefined);
  if (error instanceof NotFoundError) void (error.code satisfies string | undefined);
  if (error instanceof ConflictError) void (error.authorizationUrl satisfies string | undefined);
}

const unknownPayload = await verifyWebhook('{}', new Headers(), 'whsec_…');
// @ts-expect-error say what the payload is before you use it
void unknownPayload.text;
const payload = await verifyWebhook<{ text: string }>('{}', {}, ['whsec_…'], { toleranceSeconds: 60, now: new Date() });
void [reply.text, payload.text, read, data, nextCursor, tomorrow, wrong, settled, execution];
