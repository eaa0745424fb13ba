import { createReadStream } from 'node:fs';
import { readLines } from './lines.js';
import type { Trust } from './trust.js';
import type { Verdict } from './verdict.js';
import { Verifier } from './verifier.js';

/** Verifies an NDJSON export; `-` is the standard input. Throws when the file cannot be read. */
export async function verifyExport(path: string, trust: Trust | undefined): Promise<Verdict> {
  const verifier = new Verifier(trust);
  for await (const line of readLines(path === '-' ? process.stdin : createReadStream(path))) {
    const fault = verifier.take(line);
    if (fault) return verifier.verdict(fault);
  }
  return verifier.verdict(verifier.finish());
}
