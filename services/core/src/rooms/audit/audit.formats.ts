// How an export looks as NDJSON, JSON and CSV.
import type { AuditCheckpoint, AuditPublicKey } from '../../generated/types.js';
import type { AuditFilter } from './audit.repository.js';
import type { ChainedEvent } from './audit.schema.js';

/** The first line of an NDJSON export: what follows, and what can be proven by it. */
export interface ExportHeader {
  format: 'relay-audit/1';
  workspaceId: string;
  exportedAt: string;
  /** Whether every event after `after` and up to `upTo` is there; a filter leaves some out. */
  complete: boolean;
  filters: AuditFilter;
  after: number;
  upTo: number;
  publicKeys: AuditPublicKey[];
}

export interface Format {
  mediaType: 'application/x-ndjson' | 'application/json' | 'text/csv';
  /** Whether checkpoints are part of it. */
  signed: boolean;
  begin(header: ExportHeader): string;
  event(event: ChainedEvent): string;
  checkpoint(checkpoint: AuditCheckpoint): string;
  end(count: number): string;
}

// What `relay audit verify` reads. A line is an object with one key, which names what it holds; each checkpoint follows the event it signs.
const ndjson = (): Format => ({
  mediaType: 'application/x-ndjson',
  signed: true,
  // The empty line ends a line that a broken download left unfinished, so that the parts can be joined as they are.
  begin: (header) => `${header.after > 0 ? '\n' : ''}${line({ header })}`,
  event: (event) => line({ event }),
  checkpoint: (checkpoint) => line({ checkpoint }),
  end: (events) => line({ end: { events } }),
});

const line = (value: object) => `${JSON.stringify(value)}\n`;

const json = (): Format => {
  let separator = '\n';
  return {
    mediaType: 'application/json',
    signed: false,
    begin: () => '[',
    event(event) {
      const text = separator + JSON.stringify(event);
      separator = ',\n';
      return text;
    },
    checkpoint: () => '',
    end: () => '\n]\n',
  };
};

const COLUMNS = [
  'sequence',
  'id',
  'type',
  'actorId',
  'subjectId',
  'requestId',
  'createdAt',
  'data',
  'previousHash',
  'hash',
] as const;

// RFC 4180. What continues a broken download has no line of names, so that the parts can be joined.
const csv = (): Format => ({
  mediaType: 'text/csv',
  signed: false,
  begin: ({ after }) => (after > 0 ? '' : `${COLUMNS.join(',')}\r\n`),
  event: (event) =>
    `${COLUMNS.map((name) => cell(name === 'data' ? JSON.stringify(event.data) : event[name])).join(',')}\r\n`,
  checkpoint: () => '',
  end: () => '',
});

/** What a spreadsheet would run as a formula, in ASCII and in the full-width forms that some read alike. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** One cell of a CSV file; an apostrophe makes text of what would be a formula. */
export function cell(value: string | number | null): string {
  const text = value === null ? '' : String(value);
  const safe = typeof value === 'string' && FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export const FORMATS = { ndjson, json, csv };
