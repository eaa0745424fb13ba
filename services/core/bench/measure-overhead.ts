import { cpuOf } from './cpu.ts';
import { closedLoop, type Load } from './load.ts';
import { ACTION_PATH, actionLoad } from './loads.ts';
import { type Figure, median, range } from './report.ts';
import { endHelper, helper, portOf, type World } from './world.ts';

const CONNECTIONS = 10;

/** What routing, key check and contract cost: a request that needs no SQL, in turns with bare express giving the same JSON. */
export async function measureOverhead(
  world: World,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Figure> {
  const core = actionLoad(world);
  const token = world.core.credentials.apiKey;
  const body = await fetch(core.baseUrl + ACTION_PATH, { headers: core.headers }).then((reply) => reply.json());
  const bare = helper('bare-express.ts');
  bare.send({ token, path: ACTION_PATH, body });
  try {
    const bareLoad = { ...core, baseUrl: `http://127.0.0.1:${await portOf(bare)}` };
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = -1; round < rounds; round++) {
      const mine = await microsecondsOf(world.core.pid, core, seconds);
      const others = await microsecondsOf(bare.pid!, bareLoad, seconds);
      if (round < 0) continue; // that one was for warming up
      ours.push(mine);
      theirs.push(others);
    }
    const differences = ours.map((mine, round) => mine - theirs[round]!);
    return {
      what: `routing, key and contract over bare express (GET ${ACTION_PATH})`,
      measured: `${median(differences).toFixed(0)} us (${range(differences, 0)}): ${median(ours).toFixed(0)} and ${median(theirs).toFixed(0)}`,
      goal: '<= 60 us',
      isOk: median(differences) <= 60,
    };
  } finally {
    endHelper(bare);
  }
}

async function microsecondsOf(pid: number, load: Load, seconds: number): Promise<number> {
  const before = cpuOf(pid);
  const { calls } = await closedLoop(load, CONNECTIONS, seconds);
  return ((cpuOf(pid) - before) * 1e6) / calls;
}
