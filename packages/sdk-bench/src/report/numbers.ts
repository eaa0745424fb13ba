import type { Result } from '../results.ts';

export interface NumberRow {
  title: string;
  /** Undefined where it cannot be measured. */
  of(result: Result): number | undefined;
  write(value: number): string;
}

const decimals = (value: number, digits: number) => value.toFixed(digits);

export const NUMBERS: NumberRow[] = [
  {
    title: 'one client with one call: minified, gzipped',
    of: ({ bundle }) => bundle,
    write: (bytes) => `${decimals(bytes / 1000, 1)} kB`,
  },
  {
    title: 'installed, with its dependencies',
    of: ({ installed }) => installed.bytes,
    write: (bytes) => `${decimals(bytes / 1e6, bytes < 1e6 ? 2 : 1)} MB`,
  },
  { title: 'packages that an install brings', of: ({ installed }) => installed.packages, write: String },
  {
    title: 'import, by the clock',
    of: ({ importTime }) => importTime.wall,
    write: (milliseconds) => `${decimals(milliseconds, milliseconds < 20 ? 1 : 0)} ms`,
  },
  {
    title: 'import, time of the processor',
    of: ({ importTime }) => importTime.cpu,
    write: (milliseconds) => `${decimals(milliseconds, milliseconds < 20 ? 1 : 0)} ms`,
  },
];
