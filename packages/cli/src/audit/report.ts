import type { Verdict } from './verdict.js';

/** The verdict for a person. */
export function report(verdict: Verdict, colours: boolean): string {
  const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text);
  const { valid, line, reason, firstBroken, key, signedBy } = verdict;
  const lines = valid ? whole(verdict) : [`${reason}${line === null ? '' : ` (line ${line})`}`];
  if (!valid && firstBroken !== null) lines.push(`First broken sequence number: ${firstBroken}`);
  if (signedBy) lines.push(`Signed up to event ${signedBy.sequence}, ${signedBy.createdAt}, with ${signedBy.keyId}.`);
  if (valid && key === 'from the export')
    lines.push('The key came with the export: compare its id with one that you keep, or give it with --public-key.');
  const title = valid ? paint(32, 'The export is valid.') : paint(31, 'The export is broken.');
  return [title, ...lines].join('\n');
}

function whole({ events, firstSequence, lastSequence, workspaceId, complete, proven }: Verdict): string[] {
  if (events === 0) return [`It holds no event of ${workspaceId}.`];
  const range = `from event ${firstSequence} to event ${lastSequence}`;
  if (complete)
    return [`It holds all ${events} events of ${workspaceId}, ${range}: none was changed, removed or moved.`];
  const rest = events - proven;
  return [
    `It holds ${events} events of ${workspaceId}, ${range}; events may be left out, for it is a part or filtered.`,
    `${proven} of them are proven by a signed checkpoint${rest ? `; ${rest} only agree with their own hashes` : ''}.`,
  ];
}
