// A core that an operator's supervisor keeps running: whatever ends it, it is started again on the same port.
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type CoreProcess, spawnProgram } from '@relay/testing';

const PROGRAM = fileURLToPath(new URL('core-under-test.ts', import.meta.url));

const SETTINGS = {
  LOG_LEVEL: 'error',
  RELAY_OUTBOUND_ALLOW: '127.0.0.1',
  // A fifth less of a start.
  NODE_COMPILE_CACHE: join(tmpdir(), 'relay-chaos-compile-cache'),
};

const LIVES_KEPT = 5;

export interface SupervisedCore {
  url: string;
  /** Of the process that runs now. */
  pid(): number;
  /** How often it was killed, by a test or at a fault point, and when it was last. */
  kills(): number;
  killedAt(): Date;
  /** The fault points at which it has died. */
  diedAt: string[];
  /** Exits that nobody ordered, with what the process said. */
  complaints: string[];
  /** What its last lives have printed last. */
  log(): string;
  /** Resolves when the process that runs now serves. */
  ready(): Promise<void>;
  /** Ends it by this signal and resolves when it is gone; its successor starts at once. */
  end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>;
  /** Stops it in order and starts no other. */
  stop(): Promise<void>;
}

/** `environment` is asked before each start. */
export function superviseCore(port: number, environment: () => Record<string, string>): SupervisedCore {
  const complaints: string[] = [];
  const diedAt: string[] = [];
  let kills = 0;
  let killedAt = new Date(0);
  let ordered = false;
  let stopped = false;
  let life: { core: CoreProcess; ready: Promise<unknown> };
  const lives: CoreProcess[] = [];

  const begin = () => {
    const settings = environment();
    const core = spawnProgram(PROGRAM, { ...SETTINGS, PORT: String(port), ...settings });
    lives.push(core);
    lives.splice(0, lives.length - LIVES_KEPT);
    const ready = core.printed(/ready/);
    ready.catch(() => {}); // told by `exited`
    life = { core, ready };
    const point = settings.RELAY_FAULT_POINT;
    core.exited.then((code) => {
      if (code === null) {
        kills++;
        killedAt = new Date();
      }
      if (!ordered && code === null && point !== undefined) diedAt.push(point);
      else if (!ordered && !couldNotStart(core.output()))
        complaints.push(`core ended by itself (${code}):\n${core.output()}`);
      ordered = false;
      if (!stopped) begin();
    });
  };
  begin();

  const order = async (signal: NodeJS.Signals) => {
    const { core } = life;
    ordered = true;
    core.kill(signal);
    return core.exited;
  };
  return {
    url: `http://127.0.0.1:${port}`,
    pid: () => life.core.pid,
    kills: () => kills,
    killedAt: () => killedAt,
    diedAt,
    complaints,
    log: () => lives.map(({ pid, output }) => `${pid}: ${tailOf(output())}`).join('\n'),
    ready: async () => {
      // It may be killed while it starts.
      for (let served = false; !served; )
        served = await life.ready.then(
          () => true,
          () => false,
        );
    },
    end: async (signal) => void (await order(signal)),
    stop: async () => {
      stopped = true;
      await life.ready.catch(() => {});
      const code = await order('SIGTERM');
      if (code !== 0) complaints.push(`core stopped with ${code}:\n${life.core.output()}`);
    },
  };
}

/** A core that starts while its database is away says so and ends; the supervisor tries again. */
const couldNotStart = (output: string) =>
  !/^ready$/m.test(output) &&
  /The database at|ECONNREFUSED|Connection terminated|terminating connection|57P0/.test(output);

/** The last lines, each without the depths of its stack. */
const tailOf = (output: string) =>
  output
    .trim()
    .split('\n')
    .slice(-20)
    .map((line) => line.slice(0, 500))
    .join('\n');
