import { join } from 'node:path';
import ts from 'typescript';
import { expect, it } from 'vitest';
import { directory, readSample, readSamples, runSample } from './support/readme.js';
import { json } from './support/replies.js';
import { apiKey, useFaultServer } from './support/setup.js';

const fault = useFaultServer();

it('has a quick start that runs', async () => {
  const request = {
    method: 'POST',
    url: 'https://hooks.test/',
    headers: {},
    body: '{"text":"Hello"}',
    addedAtSend: [],
  };
  fault.script(
    json({ id: 'prv_1', digest: 'sha256-1', summary: 'POST 1 JSON document to hooks.test', request }, {}, 201),
    json({ id: 'exe_1', status: 'succeeded' }),
    json({ data: [{ id: 'exe_0', error: { code: 'receiver_rejected' } }], nextCursor: null }),
  );
  const environment = { RELAY_API_KEY: apiKey, RELAY_BASE_URL: fault.url, WEBHOOK_URL: request.url };
  const { stdout } = await runSample(await readSample('quick start'), environment);
  expect(stdout.trim().split('\n')).toEqual([
    'POST 1 JSON document to hooks.test',
    'POST https://hooks.test/ {"text":"Hello"}',
    'exe_1 succeeded',
    'exe_0 receiver_rejected',
  ]);
  expect(fault.received.map(({ method, path, body }) => [method, path, body && JSON.parse(body)])).toEqual([
    [
      'POST',
      '/api/actions/preview',
      { action: 'webhook.send', input: { url: request.url, payload: { text: 'Hello' } } },
    ],
    ['POST', '/api/actions/execute', { previewId: 'prv_1', digest: 'sha256-1' }],
    ['GET', '/api/executions?status=failed', ''],
  ]);
});

it('has samples that compile', async () => {
  const samples = new Map((await readSamples()).map((text, index) => [join(directory, `sample-${index}.ts`), text]));
  const options = {
    module: ts.ModuleKind.NodeNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    types: ['node'],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (name) => samples.has(name) || fileExists(name);
  host.readFile = (name) => samples.get(name) ?? readFile(name);
  host.getSourceFile = (name, languageVersion, ...more) => {
    const sample = samples.get(name);
    return sample ? ts.createSourceFile(name, sample, languageVersion) : getSourceFile(name, languageVersion, ...more);
  };
  const diagnostics = ts.getPreEmitDiagnostics(ts.createProgram([...samples.keys()], options, host));
  expect(
    diagnostics.map(
      ({ file, messageText }) => `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`,
    ),
  ).toEqual([]);
});
