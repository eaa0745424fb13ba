// Imports run one way, rooms meet at their doors, and vendor SDKs stay in providers.
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));
/** From the bottom to the top: a file imports from its own layer and those before it. */
const LAYERS = [
  'generated',
  'platform',
  'contract',
  'providers',
  'rooms',
  'operator',
  'pages',
  'container',
  'app',
  'server',
  'run',
  'development',
  'main',
  'admin',
];
/** Types that the generated interfaces and the platform need from above; they leave no import behind. */
const TYPES_ONLY = ['generated -> contract'];

interface Import {
  file: string;
  from: string;
  typeOnly: boolean;
}

const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
  (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
);
const imports: Import[] = files.flatMap((file) =>
  [...readFileSync(join(source, file), 'utf8').matchAll(/^(?:import|export)(\s+type)?\b[^;]*?from '([^']+)';/gms)].map(
    ([, type, from]) => ({
      file,
      from: from!.startsWith('.') ? relative(source, join(source, dirname(file), from!)) : from!,
      typeOnly: type !== undefined,
    }),
  ),
);
const layerOf = (path: string) => path.split('/')[0]!.replace(/\.(ts|js)$/, '');
const local = imports.filter(({ file, from }) => !file.startsWith('generated') && LAYERS.includes(layerOf(from)));

describe('core', () => {
  it('knows the layer of every file', () => {
    expect([...new Set(files.map(layerOf))].filter((layer) => !LAYERS.includes(layer))).toEqual([]);
  });

  it('imports one way', () => {
    const upward = local.filter(({ file, from, typeOnly }) => {
      const [mine, theirs] = [layerOf(file), layerOf(from)];
      return (
        LAYERS.indexOf(theirs) > LAYERS.indexOf(mine) && !(typeOnly && TYPES_ONLY.includes(`${mine} -> ${theirs}`))
      );
    });
    expect(upward).toEqual([]);
  });

  it('starts without what is large and not needed yet', () => {
    const LARGE = /^(@googleapis\/.+|temporal-polyfill|nodemailer\b.*|htmlparser2|postal-mime)$/;
    const started = new Set(['run.ts']);
    for (const file of started)
      for (const { from } of imports.filter((one) => one.file === file && !one.typeOnly))
        started.add(from.replace(/\.js$/, '.ts'));
    expect(started).toContain('providers/google/gmail-send.ts');
    expect([...started].filter((one) => LARGE.test(one))).toEqual([]);
    expect(imports.some(({ from }) => LARGE.test(from))).toBe(true);
  });

  it('enters a room by its door', () => {
    const room = (path: string) => path.split('/')[1];
    const intruders = local.filter(
      ({ file, from }) =>
        layerOf(from) === 'rooms' &&
        (layerOf(file) !== 'rooms' || room(file) !== room(from)) &&
        !from.endsWith('/index.js'),
    );
    expect(intruders).toEqual([]);
  });

  it('builds services in the container only', () => {
    const written = files.filter((file) => !file.startsWith('generated'));
    const builders = written.filter((file) => /new \w+Service\(/.test(readFileSync(join(source, file), 'utf8')));
    expect(builders).toEqual(['container.ts']);
  });

  it('sends by the guarded client only', () => {
    const clients = ['node:http', 'node:https', 'node:net', 'node:tls', 'undici', 'axios'];
    const senders = imports.filter(
      ({ file, from, typeOnly }) => clients.includes(from) && !typeOnly && !file.startsWith('platform/outbound/'),
    );
    expect(senders.map(({ file, from }) => `${file} ${from}`).sort()).toEqual([
      'contract/problems.ts node:http', // STATUS_CODES
      'server.ts node:http',
    ]);
    expect(
      files.filter(
        (file) =>
          /\bfetch\(/.test(readFileSync(join(source, file), 'utf8')) && !file.startsWith('development/inbox/page'),
      ),
    ).toEqual([]);
  });
});
