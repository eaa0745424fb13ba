import { expect } from 'vitest';
import { type Check, isWrite } from './check.js';

/** Everything of Relay's that anybody may read, as one text by its place. */
export const showsNoSecret: Check = {
  title: 'shows no secret: in no reply, audit row or log line',
  appliesTo: () => true,
  async run(kit, { action, fixture }) {
    const { world } = kit.workbench;
    const [logged, sent] = [world.logged.length, kit.wire.sent.length];
    const seen: Record<string, string> = {};
    const input = await kit.input(fixture);
    if (isWrite(action)) {
      const preview = await kit.preview(action.id, input);
      const execution = await kit.confirm(preview.body);
      const path = { previewId: preview.body.id, executionId: execution.body.id };
      Object.assign(seen, {
        preview: preview.text,
        execution: execution.text,
        'another preview': (await kit.preview(action.id, await kit.input(fixture))).text,
        'previews.get': (await kit.call('previews.get', { key: kit.key.viewer, path })).text,
        'executions.get': (await kit.call('executions.get', { key: kit.key.viewer, path })).text,
      });
    } else {
      seen.reply = (await kit.read(action.id, input)).text;
    }
    seen['audit.export'] = (await kit.call('audit.export', { key: kit.key.admin, query: { format: 'ndjson' } })).text;
    seen.log = world.logged.slice(logged).join('');
    seen['the requests without their authorization'] = JSON.stringify(
      kit.wire.since(sent).map(({ request: { url, body } }) => ({ url, body })),
    );
    const secrets = kit.wire.secrets();
    expect(secrets.length, 'secrets that could show: a token and a client secret at least').toBeGreaterThanOrEqual(2);
    for (const [where, text] of Object.entries(seen)) {
      expect(secrets.filter((secret) => text.includes(secret)).length, `secrets in ${where}`).toBe(0);
    }
  },
};

export const keepsItsTokenAtHome: Check = {
  title: 'gives the token to the provider alone',
  appliesTo: () => true,
  async run(kit, { action, fixture }) {
    const input = await kit.input(fixture);
    const { result: reply, sent } = await kit.watch(() =>
      isWrite(action)
        ? kit.preview(action.id, input).then(({ body }) => kit.confirm(body))
        : kit.read(action.id, input),
    );
    const withToken = sent.filter(({ request }) => request.headers.authorization !== undefined);
    expect(withToken.length, `requests with a token; ${reply.text}`).toBeGreaterThan(0);
    expect([...new Set(withToken.map(({ request }) => new URL(request.url).origin))]).toEqual([kit.emulator.url]);
  },
};
