// The way to each provider and back, and what ends it on the way.
import { signIn } from '@relay/emulators';
import { describe, expect, it } from 'vitest';
import {
  Browser,
  changed,
  connectAccount,
  heading,
  PROVIDERS,
  TOKEN_PATH,
  useConnecting,
} from '../../../test/connecting.js';

const { world, create, get, stored, auditOf, tokenRequests } = useConnecting();

describe.each(PROVIDERS)('connecting an account at %s', (provider) => {
  const { name } = { google: { name: 'Google' }, microsoft: { name: 'Microsoft' }, github: { name: 'GitHub' } }[
    provider
  ];

  it('ends with an active connection to the account that was chosen', async () => {
    const created = await create(provider);
    expect([created.status, created.account, created.scopes]).toEqual(['pending', null, []]);
    const [, account] = world().emulators[provider].accounts;
    const page = await new Browser().connect(created.authorizationUrl, { account: account!.name });
    expect([page.status, heading(page.text)]).toEqual([200, `Your ${name} account is connected`]);
    const connection = await get(created.id);
    expect(connection).toMatchObject({ status: 'active', reason: null, account: { name: account!.name } });
    expect(connection.account!.id).toContain(account!.id);
    const { body: configured } = await world().call('providers.get', { key: world().keys.admin, path: { provider } });
    const asked = configured.scopes.flatMap(({ scopes }) => scopes);
    expect(asked.filter((scope) => !connection.scopes.includes(scope))).toEqual([]);
    expect((await auditOf(created.id)).map(({ type, actor }) => [type, actor])).toEqual([
      ['connection.created', world().workspace.keyIds.developer],
      ['connection.active', world().workspace.keyIds.developer],
    ]);
  });

  it('tells the endpoints that listen, without a token', async () => {
    const { call, keys, db, receiver } = world();
    const endpoint = { url: receiver.url, events: ['connection.active' as const] };
    const { body } = await call('webhooks.endpoints.create', { key: keys.admin, body: endpoint });
    const { id } = await connectAccount(world(), { provider });
    const [delivery] = await db('webhook_deliveries').where({ endpoint_id: body.id });
    expect(delivery.payload).toMatchObject({ type: 'connection.active', data: { id, status: 'active' } });
    expect(Object.keys(delivery.payload.data)).toEqual(Object.keys(await get(id)));
    await call('webhooks.endpoints.delete', { key: keys.admin, path: { endpointId: body.id } });
  });

  it('stores nothing when the person does not agree', async () => {
    const { id, authorizationUrl } = await create(provider);
    const page = await new Browser().connect(authorizationUrl, { deny: true });
    expect([page.status, heading(page.text)]).toEqual([400, 'Access was not granted']);
    expect(await get(id)).toMatchObject({ status: 'pending', reason: expect.stringContaining('not granted') });
    expect(tokenRequests(provider)).toHaveLength(0);
    expect((await auditOf(id)).at(-1)).toMatchObject({ type: 'connection.authorization_failed', reason: 'denied' });
  });

  it.each([
    ['does not answer', { kind: 'reset' } as const, 'provider_unavailable', 502],
    ['is down', { kind: 'status', status: 503 } as const, 'provider_unavailable', 502],
    ['answers nonsense', { kind: 'garbage' } as const, 'answer_invalid', 502],
    ['refuses the code', { kind: 'invalid_grant' } as const, 'code_refused', 400],
  ])('stores nothing when the provider %s', async (_, fault, reason, status) => {
    const { id, authorizationUrl } = await create(provider);
    world().emulators[provider].faults.add({ path: TOKEN_PATH[provider], ...fault });
    const page = await new Browser().connect(authorizationUrl);
    expect([page.status, page.text]).toEqual([status, expect.stringContaining('othing was connected')]);
    expect(await stored(id)).toMatchObject({ status: 'pending', sealed_tokens: null, account_id: null });
    expect((await auditOf(id)).at(-1)).toMatchObject({ type: 'connection.authorization_failed', reason });
  });

  it('stores nothing when the code was asked for with another verifier', async () => {
    const { id, authorizationUrl } = await create(provider);
    const browser = new Browser();
    const there = await browser.begin(authorizationUrl);
    const page = await browser.open(await signIn(changed(there, { code_challenge: 'x'.repeat(43) })));
    expect([page.status, (await stored(id)).status]).toEqual([400, 'pending']);
    expect((await auditOf(id)).at(-1)).toMatchObject({ reason: 'code_refused' });
  });

  it('stores nothing when the client secret is wrong', async () => {
    const { id, authorizationUrl } = await create(provider);
    const { client } = world().emulators[provider];
    const { clientSecret } = client;
    client.clientSecret = 'another';
    const page = await new Browser().connect(authorizationUrl);
    client.clientSecret = clientSecret;
    expect([page.status, (await stored(id)).status]).toEqual([502, 'pending']);
    expect((await auditOf(id)).at(-1)).toMatchObject({ reason: 'client_refused' });
  });

  it('asks again for the same account only', async () => {
    const { emulators } = world();
    const [first, second] = emulators[provider].accounts;
    const { id } = await connectAccount(world(), { provider, account: first!.name });
    const before = await stored(id);
    const again = await create(provider, { connectionId: id });
    expect([again.id, again.status]).toEqual([id, 'active']);
    const other = await new Browser().connect(again.authorizationUrl, { account: second!.name });
    expect([other.status, heading(other.text)]).toEqual([409, 'This is another account']);
    expect(other.text).toMatch(/Relay has kept nothing .* take back there what you have agreed to: https:/);
    expect(await stored(id)).toEqual(before);
    const { authorizationUrl } = await create(provider, { connectionId: id });
    expect((await new Browser().open(authorizationUrl)).text).not.toContain('<details open>');
    const same = await new Browser().connect(authorizationUrl, { account: first!.name });
    expect(same.status).toBe(200);
    const after = await stored(id);
    expect(after).toMatchObject({ status: 'active', account_id: before.account_id, version: before.version + 1 });
    expect(after.sealed_tokens).not.toBe(before.sealed_tokens);
  });
});
