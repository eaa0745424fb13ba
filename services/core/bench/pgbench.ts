// The floor: pgbench with the two transactions of an execute, on the same tables and as many connections.
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { digestInSql, idInSql } from './previews.ts';
import { executeStatements, type Statement } from './statements.ts';
import type { World } from './world.ts';

const PLACE = '/usr/lib/postgresql';
const CONNECTIONS = 10;

// Rises over all clients together, as ids do.
const NUMBER = `\\set number :first + :step * ${CONNECTIONS} + :client_id\n\\set step :step + 1\n`;
const EXAMPLE = { previewId: 'prv_example', digest: 'sha256-example', executionId: 'exe_example', key: 'idk_example' };

export function findPgbench(): string {
  const versions = namesIn(PLACE).sort((a, b) => Number(b) - Number(a));
  const version = versions.find((name) => namesIn(join(PLACE, name, 'bin')).includes('pgbench'));
  if (version) return join(PLACE, version, 'bin/pgbench');
  throw new Error('pgbench is missing: apt-get install postgresql-15 postgresql-contrib');
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory);
  } catch {
    return [];
  }
}

export interface PgbenchRun {
  /** The number of the first of the previews that it may claim, and how many there are. */
  first: number;
  count: number;
  seconds: number;
}

/** Returns pairs of transactions a second. */
export type Pgbench = (run: PgbenchRun) => Promise<number>;

export async function preparePgbench(world: World, program: string): Promise<Pgbench> {
  const { rows } = await world.sql.query('select workspace_id as "workspaceId", id from api_keys');
  const actor = { ...rows[0], requestId: 'req_00000000000000000000000000' };
  const statements = await executeStatements({ ...EXAMPLE, actor });
  const script = NUMBER + statements.map((statement, index) => inScript(statement, index)).join('');

  return async ({ first, count, seconds }) => {
    const directory = await mkdtemp(join(tmpdir(), 'relay-pgbench-'));
    try {
      const file = join(directory, 'execute.sql');
      await writeFile(file, script);
      const options = ['-n', '-M', 'prepared', '-c', `${CONNECTIONS}`, '-j', '2', '-T', `${seconds}`, '-f', file];
      const command = [...options, '-D', 'step=0', '-D', `first=${first}`, world.postgres.url];
      const { stdout, stderr } = await promisify(execFile)(program, command);
      const pairs = Number(/transactions actually processed: (\d+)/.exec(stdout)?.[1]);
      const perSecond = Number(/tps = ([\d.]+) \(without/.exec(stdout)?.[1]);
      const settled = await countSettled(world, first, count);
      if (settled !== pairs)
        throw new Error(`pgbench settled ${settled} executions in ${pairs} runs, of ${count} previews\n${stderr}`);
      return perSecond;
    } finally {
      await rm(directory, { recursive: true });
    }
  };
}

async function countSettled({ sql }: World, first: number, count: number): Promise<number> {
  const { rows } = await sql.query(
    `select count(*)::integer as settled from executions
    where id between ${idInSql('exe', '$1::bigint')} and ${idInSql('exe', '$2::bigint')} and status = 'succeeded'`,
    [first, first + count - 1],
  );
  return rows[0].settled;
}

/** The statement with what changes from run to run computed from `:number`, and the rest written out. */
function inScript({ text, values }: Statement, statement: number): string {
  const expressions = values.map((value) => {
    const prefix = /^(prv|exe|evt|idk)_/.exec(String(value))?.[1];
    if (prefix === 'evt') return idInSql('evt', `(:number * 2 + ${statement})`);
    if (prefix) return idInSql(prefix, ':number');
    return value === EXAMPLE.digest ? digestInSql(':number') : literal(value);
  });
  // A colon before a letter is a variable of pgbench, within quotes as well.
  const flat = text
    .replace(/\s+/g, ' ')
    .replace(/(?<!:):(?=[A-Z])/g, "' || chr(58) || '")
    .trim();
  return `${flat.replace(/\$(\d+)/g, (_, position) => expressions[position - 1]!)};\n`;
}

// Not a variable of pgbench: it would make a parameter of each place, and not every place tells a parameter's type.
function literal(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (Array.isArray(value)) return `array[${value.map(literal).join(', ')}]::text[]`;
  const text = Buffer.isBuffer(value) ? `\\x${value.toString('hex')}` : String(value);
  const escaped = text.replaceAll('\\', '\\\\').replaceAll("'", "''").replaceAll(':', '\\x3a'); // pgbench reads :name anywhere
  return `E'${escaped}'`;
}
