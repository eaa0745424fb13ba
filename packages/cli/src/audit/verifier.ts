import type { KeyObject } from 'node:crypto';
import { type Checkpoint, type Event, type Header, readExportLine } from './export.js';
import { fault, faultOfCheckpoint, faultOfEvent } from './faults.js';
import type { Line } from './lines.js';
import { keysOf, type Trust } from './trust.js';
import type { Fault, Verdict } from './verdict.js';

/** Takes an export line by line and keeps no more than the last event. The first fault ends it. */
export class Verifier {
  private header: Header | undefined;
  /** The sequence number after which the file begins. */
  private from = 0;
  private keys: Map<string, KeyObject>;
  private first: Event | undefined;
  private last: Event | undefined;
  private events = 0;
  private eventsOfPart = 0;
  private ended = false;
  /** A line that a broken download left unfinished; only the header of its continuation may follow. */
  private torn: number | undefined;
  /** Events since the last gap that no signature has proven yet. */
  private unproven = 0;
  private proven = 0;
  private signedBy: Checkpoint | undefined;
  private line = 0;

  constructor(private readonly trust: Trust | undefined) {
    this.keys = trust?.keys ?? new Map();
  }

  /** Undefined as long as nothing is wrong. */
  take({ number, text }: Line): Fault | undefined {
    this.line = number;
    if (text === '') return undefined;
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      if (this.torn !== undefined || !this.header) return fault(this.place, `Line ${number} is not JSON.`);
      this.torn = number;
      return undefined;
    }
    if (this.torn !== undefined && !Object.hasOwn(Object(value), 'header'))
      return fault(this.next, `Line ${this.torn} is not JSON.`);
    this.torn = undefined;
    // Names that stand twice, for one, would be read in one way here and in another elsewhere.
    if (JSON.stringify(value) !== text) return fault(this.place, `Line ${number} is not written as Relay writes it.`);
    const line = readExportLine(value);
    if (!line) return fault(this.place, `Line ${number} is none of an export.`);
    if (line.kind === 'header') return this.takeHeader(line.value);
    if (!this.header) return fault(null, 'The file does not begin with the header of an NDJSON export.');
    if (this.ended) return fault(this.next, `Line ${number} stands behind the end of the export.`);
    if (line.kind === 'event') return this.takeEvent(line.value, this.header);
    if (line.kind === 'checkpoint') return this.takeCheckpoint(line.value, this.header);
    this.ended = true;
    const { events } = line.value;
    return events === this.eventsOfPart
      ? undefined
      : fault(this.next, `The export ends with ${events} events, and ${this.eventsOfPart} are there.`);
  }

  /** When every line is taken. */
  finish(): Fault | undefined {
    const { header, last, trust, signedBy } = this;
    if (!header) return fault(null, 'The file does not hold an export.');
    if (header.complete && (last?.sequence ?? header.after) < header.upTo)
      return fault(this.next, `The export is cut off: the events ${this.next} to ${header.upTo} are missing.`);
    if (this.torn !== undefined || !this.ended) return fault(this.next, 'The export is cut off: its end is missing.');
    if (!header.complete) return undefined;
    if (last && signedBy?.sequence !== last.sequence)
      return fault(
        last.sequence,
        `No checkpoint signs event ${last.sequence}, the last one: nothing proves the events before it.`,
      );
    // A whole export without an event has no checkpoint; then any that was kept proves that something is missing.
    for (const { sequence, createdAt, id } of trust?.kept.values() ?? [])
      if (signedBy ? sequence > signedBy.sequence && createdAt <= signedBy.createdAt : this.from === 0 && !last)
        return fault(this.next, `The chain is cut off: checkpoint ${id}, which you kept, signs event ${sequence}.`);
    return undefined;
  }

  verdict(found: Fault | undefined): Verdict {
    const { header, first, last, signedBy } = this;
    return {
      valid: found === undefined,
      workspaceId: header?.workspaceId ?? null,
      events: this.events,
      firstSequence: first?.sequence ?? null,
      lastSequence: last?.sequence ?? null,
      // Nothing proves that a chain without any event is whole.
      complete: found === undefined && header?.complete === true && this.from === 0 && last !== undefined,
      proven: this.proven,
      signedBy: signedBy
        ? {
            checkpointId: signedBy.id,
            sequence: signedBy.sequence,
            createdAt: signedBy.createdAt,
            keyId: signedBy.keyId,
          }
        : null,
      key: this.trust ? 'given' : 'from the export',
      firstBroken: found?.sequence ?? null,
      line: found ? this.line : null,
      reason: found?.reason ?? null,
    };
  }

  private get next(): number {
    return (this.last?.sequence ?? this.header?.after ?? 0) + 1;
  }

  /** Where a line that cannot be read breaks the chain; without a header, no place is known. */
  private get place(): number | null {
    return this.header ? this.next : null;
  }

  private takeHeader(header: Header): Fault | undefined {
    const { format, workspaceId, filters, after, complete } = header;
    if (format !== 'relay-audit/1') return fault(null, `This version does not know the format ${format}.`);
    if (complete !== (Object.keys(filters).length === 0))
      return fault(this.next, 'The header calls a filtered export complete.');
    const before = this.header;
    this.header = header;
    this.ended = false;
    this.eventsOfPart = 0;
    if (!before) return this.begin(header);
    if (workspaceId !== before.workspaceId || JSON.stringify(filters) !== JSON.stringify(before.filters))
      return fault(this.next, `Line ${this.line} begins the export of another workspace, or with other filters.`);
    if (after !== this.next - 1)
      return fault(this.next, `Line ${this.line} continues after event ${after}, not after event ${this.next - 1}.`);
    return undefined;
  }

  private begin({ after, publicKeys = [] }: Header): Fault | undefined {
    this.from = after;
    if (this.trust) return undefined;
    try {
      this.keys = keysOf(publicKeys.map(({ publicKey }) => publicKey));
    } catch {
      return fault(null, 'The header holds no public key that can be read.');
    }
    return undefined;
  }

  private takeEvent(event: Event, header: Header): Fault | undefined {
    const { last, next } = this;
    const found = faultOfEvent(event, { last, next, header, kept: this.trust?.kept.get(event.sequence) });
    if (found) return found;
    this.unproven = event.sequence === next ? this.unproven + 1 : 1;
    this.first ??= event;
    this.last = event;
    this.events += 1;
    this.eventsOfPart += 1;
    return undefined;
  }

  private takeCheckpoint(checkpoint: Checkpoint, header: Header): Fault | undefined {
    const { last, next, keys } = this;
    const found = faultOfCheckpoint(checkpoint, { last, next, header, keys });
    if (found || checkpoint.sequence !== last?.sequence) return found; // of an event that is filtered out, it proves nothing here
    this.proven += this.unproven;
    this.unproven = 0;
    this.signedBy = checkpoint;
    return undefined;
  }
}
