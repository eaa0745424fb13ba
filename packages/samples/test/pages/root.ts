// README.md
import { cloneDatabase, startTestPostgres } from '@relay/testing/postgres';
import { type Check, prints } from './checks.ts';
import { auditFiles } from './files.ts';

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

export const readme: Check[] = [
  prints({ shell: /"status":"ready".*"status":"succeeded"/s }),
  prints({ program: /^POST 1 JSON document to \S+ \{"hello":"world"\}\nexe_\w+ succeeded\n$/ }),
  firstSteps,
  prints({ shell: /^The export is valid\./ }, auditFiles),
];
