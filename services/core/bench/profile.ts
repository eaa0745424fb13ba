// `node bench/profile.ts [execute|preview|action]`: where core spends its time in one of them; leaves the profile for Chrome's or the editor's viewer.
import { mkdtemp, readdir, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closedLoop } from './load.ts';
import { actionLoad, executeLoad, previewLoad } from './loads.ts';
import { Previews } from './previews.ts';
import { openWorld } from './world.ts';

const SECONDS = 10;
const SHOWN = 40;

interface Profile {
  nodes: Array<{
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
    children?: number[];
  }>;
  samples: number[];
  timeDeltas: number[];
  /** In microseconds of the clock that `process.hrtime` reads. */
  startTime: number;
}

const subject = (process.argv[2] ?? 'execute') as 'execute' | 'preview' | 'action';
const now = () => Number(process.hrtime.bigint() / 1000n);

async function record() {
  const directory = await mkdtemp(join(tmpdir(), 'relay-profile-'));
  const world = await openWorld(['--cpu-prof', `--cpu-prof-dir=${directory}`]);
  try {
    const previews = await Previews.open(world);
    const loads = {
      execute: () => executeLoad(world, previews),
      preview: () => previewLoad(world),
      action: () => actionLoad(world),
    };
    const load = loads[subject]();
    if (subject === 'execute') await previews.forCore(3_000 * (SECONDS + 3));
    await closedLoop(load, 10, 3); // the compiler's work is not what is looked for
    const from = now();
    const { calls } = await closedLoop(load, 10, SECONDS);
    const to = now();
    await world.stopCore();
    const [file] = await readdir(directory);
    const profile: Profile = JSON.parse(await readFile(join(directory, file!), 'utf8'));
    return { file: join(directory, file!), profile, calls, from, to };
  } finally {
    await world.close();
  }
}

/** Microseconds at the top of the stack (`self`) and anywhere on it (`total`), by name. */
function add(profile: Profile, from: number, to: number, nameOf: (node: Profile['nodes'][number]) => string) {
  const parents = new Map(
    profile.nodes.flatMap(({ id, children = [] }) => children.map((child) => [child, id] as const)),
  );
  const names = new Map(profile.nodes.map((node) => [node.id, nameOf(node)] as const));
  const self = new Map<string, number>();
  const total = new Map<string, number>();
  let at = profile.startTime;
  for (const [index, sample] of profile.samples.entries()) {
    const delta = profile.timeDeltas[index]!;
    at += delta;
    if (at < from || at > to) continue;
    const on = new Set<string>();
    for (let id: number | undefined = sample; id !== undefined; id = parents.get(id)) on.add(names.get(id)!);
    self.set(names.get(sample)!, (self.get(names.get(sample)!) ?? 0) + delta);
    for (const name of on) total.set(name, (total.get(name) ?? 0) + delta);
  }
  return { self, total };
}

const shortUrl = (url: string) =>
  url.replace(/^file:\/\/.*\/node_modules\//, '').replace(/^file:\/\/.*\/core\/dist\//, 'core/') || '(native)';
const packageOf = (url: string) =>
  url.startsWith('node:') ? url : (/^(@[^/]+\/[^/]+|core\/.*|[^/]+)/.exec(shortUrl(url))?.[0] ?? url);

const { file, profile, calls, from, to } = await record();
const table = (title: string, times: Map<string, number>) => {
  console.log(`\n${title}, in microseconds each`);
  for (const [name, time] of [...times].sort(([, a], [, b]) => b - a).slice(0, SHOWN))
    console.log(`${(time / calls).toFixed(1).padStart(8)}  ${name}`);
};
const byModule = add(profile, from, to, ({ callFrame: { functionName, url } }) =>
  url === '' ? functionName : packageOf(url),
);
const byFunction = add(
  profile,
  from,
  to,
  ({ callFrame: { functionName, url, lineNumber } }) =>
    `${functionName || '(anonymous)'} ${shortUrl(url)}:${lineNumber + 1}`,
);
console.log(`${calls} times ${subject} in ${((to - from) / 1e6).toFixed(1)} s; ${file}`);
table('Self time by module', byModule.self);
table('Self time by function', byFunction.self);
table('Time with everything called, by function', byFunction.total);
