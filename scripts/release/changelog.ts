/** What a CHANGELOG.md of changesets says about one version: the text below its heading, up to the next version's. */
export function notesOf(changelog: string, version: string): string {
  const [, ...sections] = `\n${changelog}`.split(/^## /m);
  const section = sections.find((text) => text.split('\n', 1)[0]?.trim() === version);
  if (!section) throw new Error(`The changelog says nothing about ${version}.`);
  return section.slice(section.indexOf('\n')).trim();
}
