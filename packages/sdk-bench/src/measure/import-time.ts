// How long a process takes longer for importing a package: each is started often, in turns, so that what else the machine does
// meets all of them alike.
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candidate } from '../candidates.ts';
import type { Place } from '../install/installed.ts';

export interface ImportTime {
  /** Milliseconds by the clock, and of the processor. */
  wall: number;
  cpu: number;
}

const PYTHON_NAMES: Record<string, string> = { 'relay-sdk': 'relay_sdk' };

/** In the order of the candidates, who are all of one language. */
export function importTimes(candidates: Candidate[], places: Place[], rounds: number): ImportTime[] {
  const [{ language }] = candidates as [Candidate];
  const bare = programOf(language, undefined);
  const programs = candidates.map(({ package: name }) => programOf(language, name));
  const start = (program: string, place: Place) => {
    const file = join(place.folder, language === 'javascript' ? 'time-import.mjs' : 'time_import.py');
    writeFileSync(file, program);
    const startedAt = performance.now();
    const { stdout, status, stderr } = spawnSync(place.program, [file], { env: place.environment, encoding: 'utf8' });
    const wall = performance.now() - startedAt;
    if (status !== 0) throw new Error(`${file} failed:\n${stderr}`);
    return { wall, cpu: Number(stdout.trim().split('\n').at(-1)) };
  };

  const times = places.map((): ImportTime[] => []);
  const bareTimes: ImportTime[] = [];
  for (let round = -1; round < rounds; round++) {
    const bareTime = start(bare, places[0]!);
    const found = programs.map((program, index) => start(program, places[index]!));
    if (round < 0) continue; // the first one reads the files from the disk
    bareTimes.push(bareTime);
    for (const [index, time] of found.entries()) times[index]!.push(time);
  }
  return times.map((list) => ({
    wall: medianOf(list, 'wall') - medianOf(bareTimes, 'wall'),
    cpu: medianOf(list, 'cpu') - medianOf(bareTimes, 'cpu'),
  }));
}

/** Prints the milliseconds of the processor that the whole process took. */
function programOf(language: Candidate['language'], name: string | undefined): string {
  if (language === 'javascript')
    return `${name ? `import '${name}';\n` : ''}const { user, system } = process.cpuUsage();
console.log((user + system) / 1000);\n`;
  return `${name ? `import ${PYTHON_NAMES[name] ?? name}\n` : ''}import time\nprint(time.process_time() * 1000)\n`;
}

const medianOf = (times: ImportTime[], kind: keyof ImportTime): number => median(times.map((time) => time[kind]));

export function median(values: number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
