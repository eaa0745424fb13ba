// Nothing of another workspace can be reached or seen, whichever id is written wherever the contract takes one.
import { type ContractOperation, operations } from '@relay/testing';
import { beforeAll, describe, expect, it } from 'vitest';
import { useWorld } from '../world.js';
import { type Field, fields, type Place } from './fields.js';
import { idsOf, makeThings, type Things } from './things.js';

const world = useWorld();
let ours: Things;
let theirs: Things;
beforeAll(async () => {
  ours = await makeThings(world(), world().workspace);
  theirs = await makeThings(world(), world().other);
});

/** Where an id stands, and what a reply to somebody else's is: hidden like an unknown one, or a filter that finds nothing. */
const ID_FIELDS: Record<string, 'hidden' | 'filter'> = {
  'path apiKeyId': 'hidden',
  'path connectionId': 'hidden',
  'path deliveryId': 'hidden',
  'path endpointId': 'hidden',
  'path executionId': 'hidden',
  'path previewId': 'hidden',
  'path sessionId': 'hidden',
  'query workspaceId': 'hidden',
  'query actorId': 'filter',
  'query cursor': 'filter', // holds the id of the last item
  'body connectionId': 'hidden',
  'body previewId': 'hidden',
  'body replaces': 'hidden',
  'body sessionId': 'hidden',
};
/** What is free text and names nothing that belongs to a workspace. */
const OTHER_FIELDS = [
  'path actionId', // the catalog is the same for everybody
  'path provider',
  'query action',
  'query provider',
  'query state', // connections.connecting.http.test.ts
  'query code',
  'query error',
  'query iss',
  'cookie __Host-relay-oauth',
  'query type',
  'header Idempotency-Key', // idempotency.http.test.ts
  'body action',
  'body clientId', // the provider's
  'body clientSecret',
  'body consent/logoUrl',
  'body consent/name',
  'body consent/privacyUrl',
  'body consent/supportEmail',
  'body consent/termsUrl',
  'body contacts/email',
  'body contacts/name',
  'body description',
  'body digest', // compared with the preview's own
  'body id', // a name of the client's own for a session; chat.sessions.http.test.ts
  'body message',
  'body messageId', // the client's
  'body name',
  'body provider',
  'body returnUrl',
  'body scopes',
  'body scopes/action',
  'body scopes/scopes',
  'body relay/timeZone',
  'body tenant',
  'body timeZone',
  'body trigger',
  'body url',
];
const keyOf = ({ place, name }: Field) => `${place} ${name}`;
const idFields = fields.filter((field) => keyOf(field) in ID_FIELDS);

/** Bodies of what runs through a connection. */
const THROUGH_CONNECTION: Record<string, Record<string, unknown>> = {
  'actions.preview': { action: 'github.issue.create', input: { repository: 'octocat/hello', title: 'Hello' } },
  'actions.execute': { action: 'github.repo.list', input: {} },
};

/** A body that is right but for the ids in it. */
const bodyOf = ({ id, hasBody }: ContractOperation): Record<string, unknown> | undefined => {
  const known: Record<string, Record<string, unknown>> = {
    'actions.preview': { action: 'webhook.send', input: { url: 'https://example.com/' } },
    'actions.execute': { previewId: ours.previewId, digest: theirs.digest },
    'providers.configure': { clientId: 'x', clientSecret: 'x' },
    'connections.create': { provider: 'google' },
    'apiKeys.create': { name: 'x', role: 'viewer' },
    'chat.stream': { message: 'Hello' },
    'chat.send': { message: 'Hello' },
    'webhooks.endpoints.create': { url: 'https://hooks.example.com/' },
    'webhooks.endpoints.update': { description: 'changed' },
  };
  return hasBody ? (known[id] ?? {}) : undefined;
};

type Overrides = Partial<Record<Place, Record<string, string>>>;

/** Calls an operation with our own things, but for what `overrides` says. */
async function call(operation: ContractOperation, { path, query, body }: Overrides = {}, key = world().keys.admin) {
  const through = body?.connectionId === undefined ? undefined : THROUGH_CONNECTION[operation.id];
  const own = through ?? bodyOf(operation);
  return world().call(operation.id as 'audit.list', {
    key,
    path: { ...idsOf(ours), actionId: 'webhook.send', provider: 'google', ...path },
    query: query ?? {},
    ...(own && { body: { ...own, ...body } as never }),
  });
}

const at = ({ place, name }: Field, id: string): Overrides => ({
  [place]: { [name]: name === 'cursor' ? Buffer.from(id).toString('base64url') : id },
});
/** What of the other workspace stands in a reply beside the id that was sent. */
const leaked = (text: string, sent?: string) =>
  Object.entries({ ...idsOf(theirs), digest: theirs.digest, secret: world().other.webhookSecret })
    .filter(([, value]) => value !== sent && text.includes(value))
    .map(([name]) => name);

describe('every field of the contract that takes free text', () => {
  it('is known to hold an id, or not to', () => {
    const known = [...Object.keys(ID_FIELDS), ...OTHER_FIELDS].sort();
    expect([...new Set(fields.map(keyOf))].sort()).toEqual(known);
  });

  it('holds an id if its name says so', () => {
    const named = fields
      .filter(({ name }) => /Ids?$/.test(name) && !['actionId', 'clientId', 'messageId'].includes(name))
      .map(keyOf);
    expect(named.filter((key) => !(key in ID_FIELDS))).toEqual([]);
  });
});

// First of all: a filter that we write is ours, and its audit event tells it.
describe('a reply to us', () => {
  const reads = operations.filter(({ method, role }) => method === 'GET' && role !== undefined);
  it.each(reads.map((operation) => [operation.id, operation] as const))(
    '%s holds nothing of the other workspace',
    async (_, operation) => {
      const { status, text } = await call(operation);
      expect([status, leaked(text)]).toEqual([operation.id === 'chat.resume' ? 204 : 200, []]);
    },
  );

  it.each(['ndjson', 'json', 'csv'])('an export as %s neither', async (format) => {
    const { baseUrl, keys } = world();
    const headers = { authorization: `Bearer ${keys.admin}` };
    const reply = await fetch(`${baseUrl}/api/audit/export?format=${format}`, { headers });
    const text = await reply.text();
    expect([reply.status, text.length > 0, leaked(text)]).toEqual([200, true, []]);
  });
});

describe.each(idFields.map((field) => [`${field.operation.id} ${keyOf(field)}`, field] as const))('%s', (_, field) => {
  const { operation } = field;
  const answerTo = async (id: string) => {
    const { status, body, text } = await call(operation, at(field, id));
    return { status, code: body?.code, text };
  };

  if (ID_FIELDS[keyOf(field)] === 'hidden') {
    it('answers 404 to every id of another workspace, as to one that nothing has', async () => {
      const unknown = await answerTo('prv_01h455vb4pex5vsknk084sn02q');
      expect(unknown.status).toBe(404);
      for (const [kind, id] of Object.entries(idsOf(theirs))) {
        const { status, code, text } = await answerTo(id);
        expect([kind, status, code, leaked(text, id)]).toEqual([kind, 404, unknown.code, []]);
      }
    });

    it('answers 404 to an id of another kind of our own', async () => {
      const own = idsOf(ours);
      const right = [
        own[field.name],
        ...(/previewId|replaces/.test(field.name) ? [own.previewId, own.executedPreviewId] : []),
      ];
      for (const [kind, id] of Object.entries(own).filter(([, id]) => !right.includes(id)))
        expect([kind, (await answerTo(id)).status]).toEqual([kind, 404]);
    });
  } else
    it('finds nothing of another workspace', async () => {
      for (const [kind, id] of Object.entries(idsOf(theirs))) {
        const { status, text } = await answerTo(id);
        expect([kind, leaked(text, id)]).toEqual([kind, []]);
        expect([200, 422]).toContain(status);
      }
    });
});

describe('a thing inside another', () => {
  it.each(
    operations
      .filter(({ pathParameters }) => pathParameters.length > 1)
      .map((operation) => [operation.id, operation] as const),
  )('%s is hidden when either belongs to somebody else', async (_, operation) => {
    for (const name of operation.pathParameters) {
      const { status } = await call(operation, { path: { [name]: idsOf(theirs)[name]! } });
      expect([name, status]).toEqual([name, 404]);
    }
  });
});

describe('after all of it', () => {
  it('the other workspace has what it had', async () => {
    const key = world().other.keys.admin;
    const read = (id: string) =>
      call(operations.find((operation) => operation.id === id)!, { path: idsOf(theirs) }, key);
    expect((await read('previews.get')).body).toMatchObject({ status: 'ready', id: theirs.previewId });
    expect((await read('executions.get')).body).toMatchObject({ status: 'succeeded', id: theirs.executionId });
    expect((await read('webhooks.endpoints.get')).body).toMatchObject({ description: '', id: theirs.endpointId });
    expect((await read('connections.get')).body).toMatchObject({ status: 'pending', id: theirs.connectionId });
    expect((await read('apiKeys.list')).text).toContain(theirs.apiKeyId);
    expect((await read('webhooks.deliveries.list')).body).toMatchObject({ data: [{ id: theirs.deliveryId }] });
  });
});
