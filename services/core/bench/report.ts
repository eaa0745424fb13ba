import { cpus, loadavg } from 'node:os';

export interface Figure {
  what: string;
  measured: string;
  goal: string;
  isOk: boolean;
}

/** One Markdown table: the machine, then each figure with its goal. */
export function report(figures: Figure[], { postgres }: { postgres: string }): string {
  const machine = [
    `${cpus().length} cores of ${cpus()[0]?.model.trim()}`,
    `Node ${process.versions.node}`,
    `Postgres ${postgres}`,
    `load ${loadavg()
      .map((load) => load.toFixed(1))
      .join(' ')}`,
  ];
  const rows = [
    ['what', 'measured', 'goal', ''],
    ['---', '---', '---', '---'],
    ['machine', machine.join(', '), '', ''],
    ...figures.map(({ what, measured, goal, isOk }) => [what, measured, goal, isOk ? 'ok' : '**missed**']),
  ];
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

export const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  return (sorted[Math.floor(middle)]! + sorted[Math.ceil(middle)]!) / 2;
};

/** The range of the rounds behind a median: how far to trust it. */
export const range = (values: number[], digits: number): string =>
  `${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
