import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { environment, type Workshop } from '../workshop.ts';
import { quickStartOf } from './quick-start.ts';

interface Installed {
  /** A folder where @relay/sdk-js is installed. */
  javascript: string;
  /** A Python that has relay-sdk. */
  python: string;
}

/** Runs the quick start of each README, as it was published, against a core that runs; each must send one webhook. */
export async function runQuickStarts({ clone, directory, run }: Workshop, { javascript, python }: Installed) {
  const { startDevelopmentCore, startReceiver } = await testingOf(clone);
  const receiver = await startReceiver();
  const core = await startDevelopmentCore({ RELAY_OUTBOUND_ALLOW: new URL(receiver.url).host });
  const { apiKey, baseUrl } = core.credentials;
  try {
    const tryOut = async (name: string, program: string, file: string, sample: string) => {
      const path = `/${name}`;
      const env = environment({ RELAY_API_KEY: apiKey, RELAY_BASE_URL: baseUrl, WEBHOOK_URL: receiver.url + path });
      writeFileSync(file, sample);
      const output = await run(program, [file], { cwd: dirname(file), env });
      if (!/\bexe_\w+ succeeded\b/.test(output)) throw new Error(`The ${name} sample did not succeed:\n${output}`);
      const arrived = receiver.received.filter((request) => request.path === path);
      const bodies = arrived.map(({ method, body }) => `${method} ${body}`);
      if (bodies.join() !== 'POST {"text":"Hello"}') throw new Error(`The ${name} sample sent: ${bodies.join(', ')}`);
    };
    const installedReadme = join(javascript, 'node_modules/@relay/sdk-js/README.md');
    const javascriptSample = quickStartOf(readFileSync(installedReadme, 'utf8'), 'ts');
    await tryOut('javascript', process.execPath, join(javascript, 'sample.mts'), javascriptSample);
    const metadata = await run(python, [
      '-c',
      'import importlib.metadata as m; print(m.metadata("relay-sdk").get_payload())',
    ]);
    await tryOut('python', python, join(directory, 'sample.py'), quickStartOf(metadata, 'python'));
  } finally {
    await core.stop();
    await receiver.stop();
  }
}

async function testingOf(clone: string) {
  const built = join(clone, 'packages/testing/dist');
  const { startDevelopmentCore } = await import(join(built, 'core-process.js'));
  const { startReceiver } = await import(join(built, 'receiver.js'));
  return { startDevelopmentCore, startReceiver } as {
    startDevelopmentCore: typeof import('../../packages/testing/src/core-process.ts').startDevelopmentCore;
    startReceiver: typeof import('../../packages/testing/src/receiver.ts').startReceiver;
  };
}
