// The tables that `pnpm test:chaos` is run for.
import { CLASSES } from '../actions/fake-action.js';
import type { ChaosWorld } from './chaos-world.js';
import type { Counts, Verdict } from './verdict.js';

export function report(title: string, { seed, cores, client }: ChaosWorld, { counts }: Verdict): void {
  const kills = cores.reduce((all, core) => all + core.kills(), 0);
  const answers = [...client.answers].sort().map(([answer, count]) => `${answer}: ${count}`);
  const rows = CLASSES.map((effectClass): Row => [effectClass, counts[effectClass]]);
  const heading = `${title} (RELAY_CHAOS_SEED=${seed}, ${cores.length} core(s), killed ${kills} times)`;
  console.log([heading, ...table([...rows, ['all', sum(rows)]]), `clients heard ${answers.join(', ')}`].join('\n'));
}

export function reportAll(verdicts: Verdict[]): void {
  if (verdicts.length === 0) return;
  const rows = CLASSES.map(
    (effectClass): Row => [effectClass, sum(verdicts.map(({ counts }) => ['', counts[effectClass]]))],
  );
  console.log(['all of it', ...table([...rows, ['all', sum(rows)]])].join('\n'));
}

type Row = [name: string, counts: Counts];

function table(rows: Row[]): string[] {
  const columns = Object.keys(rows[0]![1]) as Array<keyof Counts>;
  const line = (name: string, cells: Array<string | number>) =>
    [name.padEnd(14), ...cells.map((cell, index) => String(cell).padStart(columns[index]!.length + 2))].join('');
  return [line('class', columns), ...rows.map(([name, counts]) => line(name, Object.values(counts)))];
}

function sum(rows: Row[]): Counts {
  const [[, first], ...others] = rows as [Row, ...Row[]];
  return others.reduce(
    (all, [, counts]) =>
      Object.fromEntries(
        Object.entries(all).map(([name, count]) => [name, count + counts[name as keyof Counts]]),
      ) as unknown as Counts,
    first,
  );
}
