// Preview a webhook, show exactly what would be sent, ask, send it, and say what happened.
import { ConnectionError, type Execution, Relay, RelayError, ServerError } from '@relay/sdk-js';
import { ask } from './ask.ts';
import { OptionsError, readOptions } from './options.ts';
import { describeExecution, describePreview } from './words.ts';

/** What a script that calls this one can tell apart. */
const EXIT = { succeeded: 0, failed: 1, impossible: 2, unknown: 3, declined: 4 } as const;

async function main(): Promise<number> {
  const { url, payload, yes, apiKey, baseUrl } = readOptions(process.argv.slice(2), process.env, process.cwd());
  const relay = new Relay({ apiKey, baseUrl });

  const preview = await relay.actions.preview({ action: 'webhook.send', input: { url, payload } });
  console.log(describePreview(preview));

  if (!yes && !(await ask('Send it? [y/N] '))) {
    await relay.previews.discard({ previewId: preview.id });
    console.log('Discarded. Nothing was sent.');
    return EXIT.declined;
  }

  let execution: Execution;
  try {
    execution = await relay.actions.execute({ previewId: preview.id, digest: preview.digest });
    if (execution.status === 'running') execution = await relay.executions.wait(execution.id);
  } catch (error) {
    if (!(error instanceof ConnectionError || error instanceof ServerError)) throw error;
    console.error(`${error.message}\nThe confirm may have arrived. Look at ${preview.id} before you send this again.`);
    return EXIT.unknown;
  }
  console.log(describeExecution(execution));
  if (execution.status === 'succeeded') return EXIT.succeeded;
  return execution.status === 'failed' ? EXIT.failed : EXIT.unknown;
}

try {
  process.exitCode = await main();
} catch (error) {
  if (!(error instanceof RelayError || error instanceof OptionsError)) throw error;
  console.error(error.message);
  process.exitCode = EXIT.impossible;
}
