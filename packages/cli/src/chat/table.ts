// What a read has found: a small table, or JSON where it is no list.
import { framed, plainLine } from './plain.js';
import { sized, widthOf } from './width.js';

const MOST_COLUMNS = 5;
const NARROWEST = 8;
const GAP = 2;

type Row = Record<string, unknown>;

export function showOutput(output: Row | null, width: number): string {
  if (output === null) return '';
  const lists = Object.entries(output).filter(([, value]) => isRows(value));
  if (lists.length !== 1) return framed(JSON.stringify(output, undefined, 2));
  const [[name, rows]] = lists as [[string, Row[]]];
  const rest = Object.entries(output).filter(([other, value]) => other !== name && value !== null);
  return [
    rows.length === 0 ? `  (no ${plainLine(name)})` : showTable(rows, width),
    ...rest.map(([other, value]) => `  ${plainLine(other)}: ${cell(value)}`),
  ].join('\n');
}

function showTable(rows: Row[], width: number): string {
  // As many columns as there is room for.
  const names = columnsOf(rows).slice(0, Math.max(1, Math.floor(width / (NARROWEST + GAP))));
  const lines = [names, ...rows.map((row) => names.map((name) => cell(row[name])))];
  const widths = narrow(
    names.map((_, index) => Math.max(...lines.map((line) => widthOf(line[index]!)))),
    Math.max(width - GAP * (names.length + 1), NARROWEST * names.length),
  );
  return lines
    .map((line) => `  ${line.map((text, index) => sized(text, widths[index]!)).join(' '.repeat(GAP))}`.trimEnd())
    .join('\n');
}

/** Ids last: they say the least. */
function columnsOf(rows: Row[]): string[] {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))].filter((name) =>
    rows.some((row) => cell(row[name]) !== ''),
  );
  const isId = (name: string) => /^id$|Id$/.test(name);
  return [...names.filter((name) => !isId(name)), ...names.filter(isId)].slice(0, MOST_COLUMNS);
}

const cell = (value: unknown): string => plainLine(textOf(value));

function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(', ');
  const { name, address } = value as Row;
  if (typeof address === 'string') return typeof name === 'string' ? `${name} <${address}>` : address;
  return JSON.stringify(value);
}

/** Takes from the widest column until all fit. */
function narrow(widths: number[], width: number): number[] {
  const fitted = [...widths];
  while (fitted.reduce((sum, one) => sum + one, 0) > width) {
    const widest = fitted.indexOf(Math.max(...fitted));
    if (fitted[widest]! <= NARROWEST) return fitted;
    fitted[widest]!--;
  }
  return fitted;
}

const isRows = (value: unknown): boolean =>
  Array.isArray(value) && value.every((row) => typeof row === 'object' && row !== null && !Array.isArray(row));
