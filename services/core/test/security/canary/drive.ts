// Everything that can be done with secrets, and everything that can go wrong.
import { signIn } from '@relay/emulators';
import { answer, hang, operations, reset } from '@relay/testing';
import { Browser, PROVIDERS } from '../../connecting.js';
import type { Recorder } from './recorder.js';

export const HEADER_SECRET = 'Bearer canary-in-a-header-7f3a';
export const COOKIE_SECRET = 'sid=canary-in-a-cookie-19cd';
export const URL_TOKEN = 'canary-in-a-url-55e0';
/** Known by its look alone. */
export const PATH_TOKEN = 'whsec_canary-in-a-path-42d7-of-a-url';
const ENDPOINT_TOKEN = 'canary-in-an-endpoint-81b2';
const URL_PASSWORD = 'canary-of-a-url-password-3c';
const CLIENT_SECRET = 'canary-of-a-client-secret-6b1d';
const TYPED_WRONG = 'canary-where-none-belongs-90';
/** Of an address book that a turn of chat brings along; nobody is named. */
const CONTACT = 'canary-of-a-contact-27ab@example.com';
/** What is sent where secrets may stand, and where none belong. */
export const PLANTED = {
  HEADER_SECRET,
  COOKIE_SECRET,
  URL_TOKEN,
  PATH_TOKEN,
  ENDPOINT_TOKEN,
  URL_PASSWORD,
  CLIENT_SECRET,
  TYPED_WRONG,
  CONTACT,
};

const hook = ({ world }: Recorder, more: object = {}) => ({
  action: 'webhook.send',
  input: {
    url: `${world.receiver.url}/hook/${PATH_TOKEN}?token=${URL_TOKEN}&page=1`,
    headers: { authorization: HEADER_SECRET, cookie: COOKIE_SECRET, 'x-api-key': HEADER_SECRET },
    payload: { hello: 'world' },
    ...more,
  },
});

async function execute(recorder: Recorder, more: object = {}, key?: string) {
  const { call } = recorder;
  const headers: Record<string, string> = key ? { 'idempotency-key': key } : {};
  const plan = await call('actions.preview', { body: hook(recorder, more), headers });
  const { id: previewId, digest } = plan.body;
  return call('actions.execute', {
    body: { previewId, digest },
    headers: key ? { 'idempotency-key': `${key}-execute` } : {},
  });
}

/** Every operation with success; gives the ids of what was made, by the names of path parameters. */
export async function driveSuccesses(recorder: Recorder): Promise<Record<string, string>> {
  const { call, world } = recorder;
  const made = await call('apiKeys.create', {
    body: { name: 'canary', role: 'viewer' },
    headers: { 'idempotency-key': 'k1' },
  });
  await call('apiKeys.create', { body: { name: 'canary', role: 'viewer' }, headers: { 'idempotency-key': 'k1' } }); // replayed
  const apiKeyId = made.body.id!;
  await call('apiKeys.rotate', {
    path: { apiKeyId },
    body: { graceSeconds: 60 },
    headers: { 'idempotency-key': 'k2' },
  });
  await call('apiKeys.rotate', { path: { apiKeyId }, body: {} });
  await call('apiKeys.revoke', { path: { apiKeyId } });
  await call('webhooks.secret.get');
  for (const graceSeconds of [0, 600])
    await call('webhooks.secret.rotate', {
      body: { graceSeconds },
      headers: { 'idempotency-key': `s${graceSeconds}` },
    });
  const url = `${world.receiver.url}/events/${PATH_TOKEN}?token=${ENDPOINT_TOKEN}`;
  const endpoint = await call('webhooks.endpoints.create', { body: { url }, headers: { 'idempotency-key': 'e1' } });
  const path = { endpointId: endpoint.body.id! };
  await call('webhooks.endpoints.update', { path, body: { description: 'changed', url: `${url}&x=1` } });
  await call('webhooks.endpoints.rotateSecret', {
    path,
    body: { graceSeconds: 60 },
    headers: { 'idempotency-key': 'e2' },
  });
  const ping = await call('webhooks.endpoints.ping', { path });
  await world.container.webhookDeliverer.deliverOnce();
  await call('webhooks.deliveries.retry', { path: { ...path, deliveryId: ping.body.id! } });
  const said = `Send a webhook to ${world.receiver.url}/said`;
  const chat = await call('chat.send', { body: { message: said }, headers: { 'idempotency-key': 'c1' } });
  const { sessionId, suggestions } = chat.body as unknown as { sessionId: string; suggestions: Array<{ id: string }> };
  const secrets = { url: hook(recorder).input.url, headers: hook(recorder).input.headers };
  const edits = { [suggestions[0]!.id]: secrets };
  await call('chat.send', { body: { message: '', sessionId, edits } });
  await call('chat.send', {
    body: { message: '', sessionId, edits: { [suggestions[0]!.id]: { method: TYPED_WRONG } } },
  });
  await call('chat.send', { body: { message: said }, headers: { 'idempotency-key': 'c1' } }); // replayed
  const contacts = [{ name: 'Grace Hopper', email: CONTACT }];
  await call('chat.stream', { body: { message: 'Hello', sessionId, contacts } });
  await call('chat.send', { body: { message: 'Hello', contacts: [{ name: CONTACT, email: CONTACT }] } });
  await call('chat.resume', { path: { sessionId } });
  await call('chat.sessions.list');
  await call('chat.sessions.get', { path: { sessionId } });
  await call('chat.sessions.delete', { path: { sessionId } });
  const kept = await call('chat.send', { body: { message: said } });
  const done = await execute(recorder, {}, 'sent');
  await call('actions.preview', { body: hook(recorder, { payload: 'discarded' }) }).then(({ body }) =>
    call('previews.discard', { path: { previewId: body.id! } }),
  );
  return {
    ...path,
    apiKeyId,
    deliveryId: ping.body.id!,
    executionId: done.body.id!,
    previewId: done.body.previewId!,
    actionId: 'webhook.send',
    sessionId: (kept.body as unknown as { sessionId: string }).sessionId,
  };
}

/** Accounts that are connected, read, used and refused; gives the ids of what was made. */
export async function driveConnections(recorder: Recorder): Promise<Record<string, string>> {
  const { call, world, plant, keep } = recorder;
  for (const provider of PROVIDERS) {
    const { clientId, clientSecret } = world.emulators[provider].client;
    plant(`the client secret at ${provider}`, clientSecret);
    await call('providers.configure', { path: { provider }, body: { clientId, clientSecret } });
    await call('providers.get', { path: { provider } });
    await call('providers.check', { path: { provider }, headers: { 'idempotency-key': `check ${provider}` } });
  }
  await call('providers.configure', {
    path: { provider: 'google' },
    body: { clientId: 'x', clientSecret: CLIENT_SECRET },
  });
  await call('providers.check', { path: { provider: 'google' } });
  await call('providers.reset', { path: { provider: 'google' } });
  const { clientId, clientSecret } = world.emulators.google.client;
  await call('providers.configure', { path: { provider: 'google' }, body: { clientId, clientSecret } });
  await call('providers.list');
  const ids: string[] = [];
  for (const provider of PROVIDERS) {
    const headers = { 'idempotency-key': `connect ${provider}` };
    const created = await call('connections.create', { body: { provider }, headers });
    ids.push(created.body.id!);
    const browser = new Browser();
    const { authorizationUrl } = created.body as { authorizationUrl: string };
    plant(`the state of ${provider}`, new URL(authorizationUrl).searchParams.get('state')!);
    keep('connections.start', await browser.open(authorizationUrl));
    const way = await signIn(await browser.begin(authorizationUrl));
    plant(`the code of ${provider}`, new URL(way).searchParams.get('code')!);
    keep('connections.callback', await new Browser().open(way));
    keep('connections.callback', await browser.open(way));
    keep('connections.callback', await browser.open(way));
    keep('connections.start', await browser.open(authorizationUrl));
    const refused = await call('connections.create', { body: { provider } });
    keep(
      'connections.callback',
      await browser.connect((refused.body as { authorizationUrl: string }).authorizationUrl, { deny: true }),
    );
    await call('connections.get', { path: { connectionId: created.body.id! } });
  }
  await call('connections.list');
  const event = { title: 'Tea', start: '2027-03-05T15:00:00', timeZone: 'Europe/Berlin' };
  const plan = await call('actions.preview', { body: { action: 'google.calendar.create', input: event } });
  const done = await call('actions.execute', { body: { previewId: plan.body.id!, digest: plan.body.digest! } });
  const undone = await call('executions.undo', { path: { executionId: done.body.id! } });
  await call('actions.execute', { body: { previewId: undone.body.id!, digest: undone.body.digest! } });
  await call('actions.execute', { body: { action: 'github.repo.list', input: {} } });
  return { connectionId: ids[0]!, provider: 'google' };
}

/** How a receiver can fail, and what it can say back. */
export async function driveOutcomes(recorder: Recorder): Promise<void> {
  const { receiver } = recorder.world;
  for (const behaviour of [
    answer(500, 'no'),
    answer(302, '', { location: `${receiver.url}/?token=${URL_TOKEN}` }),
    answer(401),
    reset,
    hang,
  ]) {
    receiver.behave(behaviour);
    await execute(recorder);
  }
  receiver.behave(answer(200, 'ok'));
  await execute(recorder, { url: `http://127.0.0.1:1/?token=${URL_TOKEN}` });
  await execute(recorder, { url: `http://no-such-host.invalid/?token=${URL_TOKEN}` });
}

const MISTAKEN = [
  JSON.stringify({ name: { secret: TYPED_WRONG }, role: TYPED_WRONG, expiresAt: TYPED_WRONG }),
  JSON.stringify({
    action: TYPED_WRONG.repeat(9),
    input: TYPED_WRONG,
    replaces: [TYPED_WRONG],
    digest: { x: TYPED_WRONG },
  }),
  JSON.stringify({ graceSeconds: TYPED_WRONG, url: TYPED_WRONG, events: [TYPED_WRONG], status: TYPED_WRONG }),
  `{"secret":"${TYPED_WRONG}", ${TYPED_WRONG}`,
  `"${TYPED_WRONG}"`,
];

/** Every operation without a good key and with secrets where none belong; then URLs and headers that are refused. */
export async function driveMistakes(recorder: Recorder, path: Record<string, string>): Promise<void> {
  const { call, raw, world } = recorder;
  const { keys, badKeys } = world;
  const unknown = Object.fromEntries(Object.keys(path).map((name) => [name, 'nothing']));
  const query = `?${['limit', 'from', 'status', 'format', 'thereIsNone'].map((name) => `${name}=${TYPED_WRONG}`).join('&')}`;
  for (const operation of operations) {
    const { id, method, hasBody } = operation;
    for (const key of [undefined, ...Object.values(badKeys), keys.viewer, keys.developer])
      await call(id, { key, path: unknown, ...(hasBody && { body: {} }) });
    await raw(operation, { path, query });
    if (method === 'GET') await call(id, { path });
    if (hasBody) for (const body of MISTAKEN) await raw(operation, { path, body });
    if (method === 'POST')
      await raw(operation, { path, body: '{}', headers: { 'idempotency-key': `é${TYPED_WRONG}` } });
  }
  const credentials = `https://user:${URL_PASSWORD}@hooks.example.com/`;
  await call('actions.preview', { body: hook(recorder, { url: credentials }) });
  await call('webhooks.endpoints.create', { body: { url: credentials } });
  for (const host of ['169.254.169.254', 'localhost', '[::1]']) {
    await call('actions.preview', { body: hook(recorder, { url: `http://${host}/?token=${URL_TOKEN}` }) });
    await call('webhooks.endpoints.create', { body: { url: `http://${host}/?token=${ENDPOINT_TOKEN}` } });
  }
  await call('actions.preview', {
    body: hook(recorder, { headers: { 'webhook-signature': HEADER_SECRET, authorization: ` ${HEADER_SECRET}` } }),
  });
  await call('actions.preview', {
    body: hook(recorder, { headers: { 'x y': HEADER_SECRET, authorization: `${HEADER_SECRET}\n` } }),
  });
  await call('actions.preview', { body: hook(recorder, { secret: TYPED_WRONG }) });
}

/** Every table refuses to be written, one at a time, so that a bug's error with the database's own words is logged. */
export async function driveBugs(recorder: Recorder): Promise<void> {
  const { call, world } = recorder;
  const { db } = world;
  const tables = [
    'api_keys',
    'api_key_secrets',
    'previews',
    'executions',
    'idempotency_keys',
    'audit_events',
    'webhook_secrets',
    'webhook_endpoints',
    'connections',
    'provider_configurations',
    'authorizations',
    'chat_sessions',
    'chat_messages',
    'chat_suggestions',
  ];
  for (const table of tables) {
    await db.raw('alter table ?? add constraint no_more check (false) not valid', [table]);
    const headers = { 'idempotency-key': `bug-${table}` };
    await call('apiKeys.create', { body: { name: 'bug', role: 'viewer' }, headers });
    await call('webhooks.secret.rotate', { body: {}, headers: { 'idempotency-key': `bug-s-${table}` } });
    await call('webhooks.endpoints.create', {
      body: { url: `https://hooks.example.com/?token=${ENDPOINT_TOKEN}` },
      headers: { 'idempotency-key': `bug-e-${table}` },
    });
    await call('providers.configure', {
      path: { provider: 'github' },
      body: { clientId: 'x', clientSecret: CLIENT_SECRET },
    });
    await call('connections.create', { body: { provider: 'google' } });
    const plan = await call('actions.preview', {
      body: hook(recorder),
      headers: { 'idempotency-key': `bug-p-${table}` },
    });
    if (plan.status === 201)
      await call('actions.execute', { body: { previewId: plan.body.id!, digest: plan.body.digest! } });
    await db.raw('alter table ?? drop constraint no_more', [table]);
  }
}
