import { beforeEach, expect, it } from 'vitest';
import { type ApiReply, api } from '../testing/flow.js';
import { useEmulators } from '../testing/use-emulators.js';

const ISSUES = '/repos/ada/engine/issues';
const emulators = useEmulators({ providers: ['github'] });
let call: (method: string, path: string, body?: unknown) => Promise<ApiReply>;
beforeEach(() => {
  call = api(emulators.github, emulators.github.issueToken({ scopes: ['repo', 'read:user', 'user:email'] }));
});

it('opens, shows and closes an issue', async () => {
  const opened = await call('POST', ISSUES, { title: 'It says 42', body: 'Always.', labels: ['bug'] });
  expect([opened.status, opened.body.number, opened.body.html_url]).toEqual([
    201,
    1,
    `${emulators.github.url}/ada/engine/issues/1`,
  ]);
  await call('PATCH', `${ISSUES}/1`, { state: 'closed', state_reason: 'not_planned' });
  expect((await call('GET', `${ISSUES}/1`)).body.state_reason).toBe('not_planned');
  expect((await call('GET', `${ISSUES}?state=closed`)).body).toHaveLength(1);
  expect(await emulators.github.state.issues('ada/engine')).toMatchObject([
    {
      title: 'It says 42',
      body: 'Always.',
      state: 'closed',
      stateReason: 'not_planned',
      labels: ['bug'],
      author: 'ada',
    },
  ]);
  expect(emulators.github.violations).toEqual([]);
});

it('tells who somebody is and what is theirs', async () => {
  expect((await call('GET', '/user')).body).toMatchObject({
    login: 'ada',
    id: Number(emulators.github.accounts[0]!.id),
  });
  expect((await call('GET', '/user/emails')).body[0].email).toBe('ada@example.com');
  expect((await call('GET', '/user/repos?per_page=1&page=1&sort=pushed')).body).toHaveLength(1);
  expect((await call('GET', '/repos/ada/engine')).body.full_name).toBe('ada/engine');
  expect((await call('GET', '/repos/ada/engine/labels')).status).toBe(200);
  expect(emulators.github.violations).toEqual([]);
});

it.each([
  ['without a title', { body: 'x' }],
  ['with a blank one', { title: ' ' }],
])('refuses an issue %s', async (_, issue) => {
  expect(await call('POST', ISSUES, issue)).toMatchObject({
    status: 422,
    body: { documentation_url: expect.any(String), status: '422' },
  });
});

it('knows no repository of another name', async () => {
  expect(await call('POST', '/repos/ada/nothing/issues', { title: 'x' })).toMatchObject({
    status: 404,
    body: { message: 'Not Found' },
  });
});

it('counts requests against a limit', async () => {
  const left = async () => Number((await call('GET', '/user')).headers.get('x-ratelimit-remaining'));
  const first = await left();
  expect(await left()).toBe(first - 1);
});
