// Tokens that are refreshed, refused and revoked, and providers that fail at it.
import { PROVIDERS, type Provider } from '../../connecting.js';
import type { Recorder } from './recorder.js';

const READS: Record<Provider, string> = {
  github: 'github.repo.list',
  google: 'google.gmail.list',
  microsoft: 'microsoft.outlook.list',
};
const TOKEN_PATHS: Record<Provider, string> = {
  github: '/login/oauth/access_token',
  google: '/token',
  microsoft: '/common/oauth2/v2.0/token',
};

/** Refreshes at each provider, as it should be and with every fault; then disconnects what is left, while Google does not answer. */
export async function driveRefreshes(recorder: Recorder): Promise<void> {
  const { world } = recorder;
  for (const provider of PROVIDERS) {
    const { faults } = world.emulators[provider];
    await read(recorder, provider);
    await refresh(recorder, provider);
    for (const kind of ['reset', 'garbage', 'no_refresh_token', 'invalid_grant'] as const) {
      faults.add({ method: 'POST', path: TOKEN_PATHS[provider], kind });
      await refresh(recorder, provider);
      faults.clear();
      faults.add({ kind: 'unauthorized', times: 9 });
      await read(recorder, provider);
      faults.clear();
    }
  }
  world.emulators.google.faults.add({ method: 'POST', path: '/revoke', kind: 'status', status: 503 });
  for (const { id } of await world.db('connections').where({ workspace_id: world.workspace.id }).select('id'))
    await recorder.call('connections.delete', { path: { connectionId: id } });
  await world.container.webhookDeliverer.deliverOnce();
}

const read = ({ call }: Recorder, provider: Provider) =>
  call('actions.execute', { body: { action: READS[provider], input: {} } });

async function refresh({ world: { db, container } }: Recorder, provider: Provider): Promise<void> {
  await db('connections').where({ provider }).whereNotNull('next_refresh_at').update({ next_refresh_at: db.fn.now() });
  await container.refresher.refreshDue(provider);
}
