// Measures the clients beside others, and writes docs/sdk-comparison.md: `pnpm bench:sdk`.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playWith } from './behaviour/play.ts';
import { ROWS } from './behaviour/rows.ts';
import type { Verdict } from './behaviour/verdict.ts';
import { CANDIDATES, type Candidate, nameOf } from './candidates.ts';
import { installAll } from './install/installed.ts';
import { bundleSize } from './measure/bundle-size.ts';
import { type ImportTime, importTimes } from './measure/import-time.ts';
import { installedSize } from './measure/installed-size.ts';
import { runtimeOf } from './measure/runtime.ts';
import { page } from './report/page.ts';
import type { Circumstances, Result } from './results.ts';

const ROUNDS = 15;
const file = fileURLToPath(new URL('../../../docs/sdk-comparison.md', import.meta.url));
const started = performance.now();

const installed = installAll(say);
const languages = Object.values(Object.groupBy(CANDIDATES, ({ language }) => language));
const times = new Map<Candidate, ImportTime>();
const load: number[] = [];
for (const candidates of languages) {
  say(`Timing imports of ${candidates.map(({ package: name }) => name).join(', ')}`);
  const found = importTimes(candidates, candidates.map(installed.of), ROUNDS);
  for (const [index, candidate] of candidates.entries()) times.set(candidate, found[index]!);
  load.push(loadavg()[0]!);
}

const play = playWith(installed);
const results: Result[] = [];
for (const candidate of CANDIDATES) {
  say(`Trying ${nameOf(candidate)}`);
  const verdicts: Record<string, Verdict> = {};
  for (const row of ROWS) verdicts[row.title] = await row.judge(candidate, play);
  results.push({
    candidate,
    ...(candidate.program && { bundle: await bundleSize(candidate, installed.of(candidate)) }),
    installed: installedSize(candidate, installed.of(candidate)),
    importTime: times.get(candidate)!,
    runtime: runtimeOf(candidate, installed.of(candidate)),
    verdicts,
  });
}
writeFileSync(file, page(results, circumstances()));
say(`Wrote ${file}`);

function circumstances(): Circumstances {
  const [processor] = cpus();
  const python = installed.of(CANDIDATES.find(({ language }) => language === 'python')!).program;
  return {
    processor: processor?.model ?? 'unknown',
    processors: cpus().length,
    gigabytes: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release().split('.').slice(0, 2).join('.')}`,
    node: process.version.slice(1),
    python: execFileSync(python, ['-c', 'import platform; print(platform.python_version())'], {
      encoding: 'utf8',
    }).trim(),
    load: Math.max(...load),
    rounds: ROUNDS,
  };
}

function say(what: string): void {
  console.log(`${((performance.now() - started) / 1000).toFixed(0).padStart(5)} s  ${what}`);
}
