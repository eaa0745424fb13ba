import { type Client, neededBy, sizeFor, unannounced } from './announcement.ts';
import type { Change, Kind } from './change.ts';

const ORDER: Kind[] = ['breaking', 'addition', 'relaxation', 'text'];

/** What changed since the last release, and whether the changesets announce it. */
export function report(changes: Change[], clients: Client[]): { text: string; isAnnounced: boolean } {
  if (changes.length === 0) return { text: 'contract: as it was released', isAnnounced: true };
  const missing = unannounced(changes, clients);
  const counts = ORDER.map((kind) => [changes.filter((change) => change.kind === kind).length, kind] as const);
  const summary = counts.filter(([count]) => count > 0).map(([count, kind]) => `${count} ${kind}`);
  const list = ORDER.flatMap((kind) => changes.filter((change) => change.kind === kind)).map((change) => {
    const sizes = [...new Set(clients.map(({ version }) => sizeFor(change.kind, version)))].join(' or ');
    return `  ${change.kind.padEnd(10)} ${sizes.padEnd(5)}  ${change.pointer}\n                    ${change.sentence} (${change.rule})`;
  });
  const head = `contract: changes since the last release: ${summary.join(', ')}`;
  if (missing.length === 0) {
    const announced = clients.map(({ name, version }) => `${name} (${neededBy(changes, version)})`);
    return { text: `${head}; announced for ${announced.join(', ')}`, isAnnounced: true };
  }
  const asks = missing.map(
    ({ name, version, needed, pending }) =>
      `  ${name} ${version} needs a changeset of the size ${needed}; pending: ${pending}`,
  );
  const advice = 'Write one with `npx -y pnpm@12 changeset`, or take the change back. CONTRIBUTING.md says why.';
  return { text: [head, '', ...list, '', ...asks, '', advice].join('\n'), isAnnounced: false };
}
