// What .env.example has reaches a Relay that compose starts, and is described.
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const names = [...read('.env.example').matchAll(/^(?:# )?([A-Z][A-Z_]+)=/gm)].map(([, name]) => name!);
/** The image, or compose itself, says these. */
const FIXED = ['NODE_ENV', 'HOST', 'PORT', 'DATABASE_URL', 'DATABASE_PREPARED', 'REDIS_URL'];

it('is handed on by compose, each of them', () => {
  const compose = read('deploy/compose.yaml');
  expect(names.length).toBeGreaterThan(20);
  expect(names.filter((name) => !FIXED.includes(name) && !compose.includes(`\${${name}:`))).toEqual([]);
});

it('is described', () => {
  const described = [read('README.md'), read('docs/guides/observability.md')]
    .join('\n')
    .replaceAll(/`RELAY_<PROVIDER>_(\w+)`/g, (_, part) =>
      ['GOOGLE', 'MICROSOFT', 'GITHUB'].map((provider) => `\`RELAY_${provider}_${part}\``).join(' '),
    );
  expect(names.filter((name) => name !== 'POSTGRES_PASSWORD' && !described.includes(`\`${name}\``))).toEqual([]);
});
