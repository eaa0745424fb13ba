// A provider for tests, with an account that keeps notes in folders: its server, and its actions.
import { type Behaviour, type Received, type Receiver, startReceiver } from '@relay/testing';
import {
  type ActionDefinition,
  type Answer,
  type Dialect,
  failedWrite,
  type LookRequest,
  PlanError,
  type PlannedRequest,
  type ReadAction,
  refuse,
  type WriteAction,
} from '../../src/providers/index.js';

const DIALECT: Dialect = { name: 'Fake', explain: () => ({}) };
const json = (answer: Answer) => JSON.parse(new TextDecoder().decode(answer.body));

const get = (url: string): LookRequest => ({
  method: 'GET',
  url,
  headers: {},
  body: null,
  addedAtSend: ['authorization'],
});
const found = (answer: Answer) => (answer.status === 200 ? json(answer) : refuse(answer, DIALECT));

const COMMON = {
  version: '1',
  provider: 'fake',
  name: 'Fake',
  description: 'For tests.',
  requiresConnection: true,
  scopes: ['notes'],
  sources: { effectClass: 'https://example.com/' },
  examples: [],
  sign: (_: PlannedRequest, { accessToken }: { accessToken: string | undefined }) => ({
    authorization: `Bearer ${accessToken}`,
  }),
};

/** Its folder is given by name, and looked up. */
export const createNote: WriteAction = {
  ...COMMON,
  id: 'fake.note.create',
  kind: 'write',
  effectClass: 'at-most-once',
  undo: 'fake.note.delete',
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['text'],
    properties: { text: { type: 'string' }, folder: { type: 'string', default: 'inbox' } },
  },
  outputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['noteId'],
    properties: { noteId: { type: 'string' } },
  },
  async *lookUp({ folder }, { providerUrls }) {
    const [answer] = yield [get(`${providerUrls.fake}/folders?name=${encodeURIComponent(String(folder))}`)];
    const folders: Array<{ id: string; path: string }> = found(answer!);
    if (folders.length === 0) throw new PlanError('/folder', 'not_found', 'There is no such folder.');
    if (folders.length > 1) {
      const choices = folders.map(({ id, path }) => ({ value: id, label: path }));
      throw new PlanError('/folder', 'ambiguous_name', 'Several folders have this name.', choices);
    }
    return { folderId: folders[0]!.id };
  },
  plan: ({ text }, { providerUrls, account, now }, { folderId }) => ({
    request: {
      method: 'POST',
      url: `${providerUrls.fake}/folders/${folderId}/notes`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text, at: now.toISOString() }),
      addedAtSend: ['authorization'],
    },
    summary: `Note for ${account!.name}`,
    effectClass: 'at-most-once',
    warnings: [],
  }),
  read: (answer) =>
    answer.status === 201 ? { status: 'succeeded', output: { noteId: json(answer).id } } : failedWrite(answer, DIALECT),
  compensate: ({ output }) => (output.noteId === 'kept' ? undefined : { noteId: output.noteId }),
};

export const deleteNote: WriteAction = {
  ...COMMON,
  id: 'fake.note.delete',
  kind: 'write',
  effectClass: 'natural',
  undo: null,
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['noteId'],
    properties: { noteId: { type: 'string' } },
  },
  outputSchema: { type: 'object' },
  plan: ({ noteId }, { providerUrls }) => ({
    request: {
      method: 'DELETE',
      url: `${providerUrls.fake}/notes/${noteId}`,
      headers: {},
      body: null,
      addedAtSend: ['authorization'],
    },
    summary: `Delete the note ${noteId}`,
    effectClass: 'natural',
    warnings: [],
  }),
  read: (answer) => (answer.status === 204 ? { status: 'succeeded', output: {} } : failedWrite(answer, DIALECT)),
};

/** The id of its note is ours, so that it can be looked for. */
export const putNote: WriteAction = {
  ...COMMON,
  id: 'fake.note.put',
  kind: 'write',
  effectClass: 'probe',
  undo: 'fake.note.delete',
  inputSchema: { type: 'object' },
  outputSchema: { type: 'object', required: ['noteId'], properties: { noteId: { type: 'string' } } },
  plan: (_, { previewId, providerUrls }) => ({
    request: {
      method: 'PUT',
      url: `${providerUrls.fake}/notes/${previewId}`,
      headers: {},
      body: '{}',
      addedAtSend: ['authorization'],
    },
    summary: 'Put a note',
    effectClass: 'probe',
    warnings: [],
  }),
  read: (answer) =>
    answer.status === 200 ? { status: 'succeeded', output: { noteId: json(answer).id } } : failedWrite(answer, DIALECT),
  probe: {
    request: ({ url }) => get(url),
    read: (answer) =>
      answer.status === 200
        ? { status: 'succeeded', output: { noteId: json(answer).id } }
        : failedWrite(answer, DIALECT),
  },
  compensate: ({ output: { noteId } }) => ({ noteId }),
};

/** Looks twice: for the ids, and then for each note. */
export const listNotes: ReadAction = {
  ...COMMON,
  id: 'fake.note.list',
  kind: 'read',
  effectClass: 'natural',
  undo: null,
  inputSchema: {
    type: 'object',
    additionalProperties: false,
    properties: { limit: { type: 'integer', minimum: 1, maximum: 50, default: 10 }, folder: { type: 'string' } },
  },
  outputSchema: {
    type: 'object',
    additionalProperties: false,
    required: ['notes'],
    properties: {
      notes: {
        type: 'array',
        items: {
          type: 'object',
          additionalProperties: false,
          required: ['id', 'text'],
          properties: { id: { type: 'string' }, text: { type: 'string' } },
        },
      },
    },
  },
  async *look({ limit, folder }, { providerUrls }) {
    if (folder === 'nowhere') throw new PlanError('/folder', 'not_found', 'There is no such folder.');
    const [answer] = yield [get(`${providerUrls.fake}/notes?limit=${limit}`)];
    const ids: string[] = found(answer!);
    const notes = yield ids.map((id) => get(`${providerUrls.fake}/notes/${id}`));
    return { notes: notes.map(found) };
  },
};

/** Actions with bugs: one would change something while it looks, one gives its token to somebody else. */
export const hiddenWrite = (request: Partial<LookRequest>): WriteAction => ({
  ...deleteNote,
  id: 'fake.hidden',
  async *lookUp(_, { providerUrls }) {
    yield [{ ...get(`${providerUrls.fake}/hidden`), ...request } as LookRequest];
    return {};
  },
});
export const elsewhere = (url: () => string): WriteAction => ({
  ...deleteNote,
  id: 'fake.elsewhere',
  plan: () => ({
    request: { method: 'POST', url: url(), headers: {}, body: '{}', addedAtSend: ['authorization'] },
    summary: 'Elsewhere',
    effectClass: 'natural',
    warnings: [],
  }),
});

const broken = (): never => {
  throw new Error('a bug of an adapter');
};
export const badReader: WriteAction = { ...putNote, id: 'fake.bad.reader', read: broken };
export const badCompensation: WriteAction = { ...putNote, id: 'fake.bad.compensation', compensate: broken };

export const fakeProviderActions: ActionDefinition[] = [createNote, deleteNote, listNotes, putNote];

const answerJson =
  (status: number, body: unknown): Behaviour =>
  (response) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));

const FOLDERS: Record<string, Array<{ id: string; path: string }>> = {
  inbox: [{ id: 'f1', path: '/inbox' }],
  plans: [
    { id: 'f2', path: '/team/plans' },
    { id: 'f3', path: '/home/plans' },
  ],
};

/** Answers as the provider does when nothing is wrong. */
export const works: Behaviour = (response, received) => behaviourFor(received)(response, received);

function behaviourFor({ method, path }: Received): Behaviour {
  const { pathname, searchParams } = new URL(path, 'http://fake');
  if (pathname === '/folders') return answerJson(200, FOLDERS[searchParams.get('name')!] ?? []);
  if (method === 'POST') return answerJson(201, { id: 'n1' });
  if (method === 'DELETE') return (response) => response.writeHead(204).end();
  if (pathname === '/notes') return answerJson(200, ['n1', 'n2', 'n3'].slice(0, Number(searchParams.get('limit'))));
  const id = pathname.split('/').at(-1);
  return answerJson(200, { id, text: `the text of ${id}` });
}

/** With a token that is not the one of `good`, it answers 401. */
export const onlyWith =
  (good: () => string, then: Behaviour = works): Behaviour =>
  (response, received) =>
    received.headers.authorization === `Bearer ${good()}`
      ? then(response, received)
      : answerJson(401, { error: 'bad token' })(response, received);

export async function startFakeProvider(): Promise<Receiver> {
  const receiver = await startReceiver();
  receiver.behave(works);
  return receiver;
}
