// README.md
import { cloneDatabase, startTestPostgres } from '@relay/testing/postgres';
import { connected } from '../../src/connect.ts';
import { type Check, prints } from './checks.ts';
import { auditFiles } from './files.ts';
import type { Needs, Reader } from './reader.ts';

/** The operator's first steps, on a Postgres that holds nothing. */
const firstSteps: Check = async (reader, group) => {
  const postgres = await startTestPostgres(async () => {});
  try {
    const database = await cloneDatabase(postgres.url);
    await prints({ shell: /"workspaceId": ?"ws_[\s\S]*"secret": ?"relay_live_/ }, () => ({
      replace: {
        'postgres://relay:…@db.example.com:5432/relay': database,
        // Prints it, and keeps it for what stands for its id.
        'create-workspace --name Acme': 'create-workspace --name Acme | tee workspace.json',
        'ws_…': '"$(grep -o "ws_[0-9a-z]*" workspace.json)"',
      },
    }))(reader, group);
  } finally {
    await postgres.stop();
  }
};

/** A mail that was previewed through an account, for whoever confirms it. */
async function mail({ world: { call } }: Reader): Promise<Needs> {
  const connectionId = await connected(call, 'google');
  const input = { to: ['ada@example.com'], subject: 'Hello', body: 'Sent by Relay.' };
  const { body } = await call('actions.preview', { body: { action: 'google.gmail.send', input, connectionId } });
  return { replace: { 'conn_…': connectionId, 'prv_…': body.id, 'sha256-…': body.digest } };
}

export const readme: Check[] = [
  prints({ shell: /"status":"ready".*"status":"succeeded"/s }),
  prints({ program: /^POST 1 JSON document to \S+ \{"hello":"world"\}\nexe_\w+ succeeded\n$/ }),
  prints({ shell: /"status":"pending".*"authorizationUrl":"http/ }),
  prints({ shell: /Send an e-mail to ada@example.com: Hello[\s\S]*"status":"succeeded"/ }, mail),
  prints({ shell: /"previewId":null.*"messages":\[\{.*"subject":"Hello"/ }),
  firstSteps,
  prints({ shell: /^The export is valid\./ }, auditFiles),
];
