/** What is wrong, and where it begins. */
export interface Fault {
  /** The sequence number of the first event that is changed, missing or out of order; null when the file itself is at fault. */
  sequence: number | null;
  reason: string;
}

export interface Verdict {
  valid: boolean;
  workspaceId: string | null;
  /** How many events were checked. */
  events: number;
  firstSequence: number | null;
  lastSequence: number | null;
  /** Whether the file holds every event of the workspace from the first one on, up to `lastSequence`. */
  complete: boolean;
  /** How many of the events a signature proves; the others only agree with their own hashes. */
  proven: number;
  /** The last checkpoint that signs an event of the file. */
  signedBy: { checkpointId: string; sequence: number; createdAt: string; keyId: string } | null;
  /** Whether the key was given, or only came with the file. */
  key: 'given' | 'from the export';
  firstBroken: number | null;
  /** The line of the file where it shows. */
  line: number | null;
  reason: string | null;
}
