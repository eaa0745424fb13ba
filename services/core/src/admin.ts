// relay-admin: what an operator does from the command line.
import { parseArgs } from 'node:util';
import type { Role } from './generated/types.js';
import { createKey, createWorkspace } from './operator/provision.js';
import { reseal } from './operator/reseal.js';
import { ConfigError, loadConfig } from './platform/config.js';
import { Sealer } from './platform/crypto/index.js';
import {
  type Db,
  migrate,
  openDatabase,
  pendingMigrations,
  reachDatabase,
  unlockMigrations,
} from './platform/db/index.js';
import { migrateTimedJobs } from './platform/jobs/index.js';
import { StartError } from './platform/start-error.js';
import { rotateKey } from './rooms/audit/index.js';

const USAGE = `relay-admin <command>

  migrate                                          brings the database's schema up to this version
  unlock                                           frees the lock of a migration that was interrupted
  create-workspace --name NAME                     makes a workspace; prints its id and webhook secret
  create-key --workspace ws_… --name NAME [--role viewer|developer|admin]
                                                   makes an API key (admin, if no role is given); prints it once
  reseal                                           seals every secret anew with the first master key
  rotate-audit-key                                 lets a new key sign the audit log's checkpoints; prints its id

Needs DATABASE_URL; create-workspace, reseal and rotate-audit-key need RELAY_MASTER_KEYS, too. Without NODE_ENV=production, keys are for development.`;

const ROLES = ['viewer', 'developer', 'admin'];

async function main(): Promise<void> {
  const { positionals, values } = readArguments();
  const [command] = positionals;
  if (values.help || command === undefined) return console.log(USAGE);
  const commands: Record<string, (db: Db) => Promise<void>> = {
    migrate: runMigrate,
    unlock: unlockMigrations,
    'create-workspace': runCreateWorkspace,
    'create-key': runCreateKey,
    reseal: async (db) => print(await reseal(db, await sealerFor(db))),
    'rotate-audit-key': async (db) => console.log(await rotateKey(db, await sealerFor(db))),
  };
  const chosen = commands[command];
  if (!chosen) throw new StartError(`relay-admin has no command ${command}.\n\n${USAGE}`);
  const url = process.env.DATABASE_URL;
  if (!url) throw new StartError('Set DATABASE_URL to the database that Relay uses.');
  const db = openDatabase({ url, prepared: false, poolSize: 2 });
  try {
    await reachDatabase(db, url);
    await chosen(db);
  } finally {
    await db.destroy();
  }

  async function runMigrate(db: Db) {
    const applied = await migrate(db);
    await migrateTimedJobs(url!);
    console.log(applied.length > 0 ? `Applied ${applied.join(', ')}.` : 'The schema is up to date.');
  }

  async function runCreateWorkspace(db: Db) {
    print(await createWorkspace(db, await sealerFor(db), required('name')));
  }

  async function runCreateKey(db: Db) {
    const role = values.role ?? 'admin';
    if (!ROLES.includes(role)) throw new StartError(`--role must be one of ${ROLES.join(', ')}.`);
    const workspaceId = required('workspace');
    await requireCurrentSchema(db);
    if (!(await db('workspaces').where({ id: workspaceId }).first('id')))
      throw new StartError(`There is no workspace ${workspaceId}.`);
    const mode = process.env.NODE_ENV === 'production' ? 'live' : 'test';
    print(await createKey(db, { workspaceId, name: required('name'), role: role as Role, mode }));
  }

  function required(name: 'name' | 'workspace'): string {
    const value = values[name];
    if (!value) throw new StartError(`--${name} is required.\n\n${USAGE}`);
    return value;
  }
}

const print = (made: object) => console.log(JSON.stringify(made, null, 2));

async function sealerFor(db: Db): Promise<Sealer> {
  const { masterKeys } = loadConfig({ RELAY_MASTER_KEYS: process.env.RELAY_MASTER_KEYS });
  if (!masterKeys) throw new StartError('Set RELAY_MASTER_KEYS as Relay has it: it seals secrets in the database.');
  await requireCurrentSchema(db);
  return new Sealer(masterKeys);
}

async function requireCurrentSchema(db: Db): Promise<void> {
  if ((await pendingMigrations(db)).length > 0)
    throw new StartError('The database lacks migrations; run relay-admin migrate first.');
}

function readArguments() {
  try {
    const string = { type: 'string' } as const;
    return parseArgs({
      allowPositionals: true,
      options: { name: string, workspace: string, role: string, help: { type: 'boolean', short: 'h' } },
    });
  } catch (error) {
    throw new StartError(`${(error as Error).message}\n\n${USAGE}`);
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof StartError || error instanceof ConfigError ? error.message : error);
  process.exit(1); // a connection that is still being tried would keep it alive
});
