// Runs in a process of its own: does with one client what the task says, and prints what came of it.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Outcome, Task } from '../behaviour/task.ts';
import type { Client, Connect } from './client.ts';
import { describeFailure } from './failure.ts';
import { placesThatShow } from './shown.ts';
import { recordTimers } from './timers.ts';

const task: Task = JSON.parse(process.argv[2]!);
const { action } = task;
const outcome: Outcome = { items: [], timers: [], shownBy: [], ways: [] };
if (action.type === 'watch-timers') recordTimers(outcome.timers);

const entry = pathToFileURL(join(task.folder, 'entry.mjs')).href;
const { default: module } = await import(entry);
const { connect } = (await import(`./clients/${task.client}.ts`)) as { connect: Connect };
const timeout = action.type === 'read-in-time' ? action.timeout : undefined;
const client = connect(module, { url: task.url, apiKey: task.apiKey, timeout });
outcome.ways = Object.keys(client.streams);

try {
  await act(client);
} catch (error) {
  outcome.error = describeFailure(error, client, false);
}
console.log(JSON.stringify(outcome));
// What a client leaves running must not keep the process.
process.exit();

async function act(client: Client): Promise<void> {
  switch (action.type) {
    case 'read':
      return takeResult(await client.read());
    case 'write':
      return takeResult(await client.write());
    case 'read-by-id':
      return takeResult(await client.readById(action.id));
    case 'read-in-time':
      if (!client.takesTimeout) outcome.cannot = true;
      else takeResult(await orTooLate(client.read()));
      return;
    case 'give-up':
      if (!client.takesSignal) outcome.cannot = true;
      else await giveUp(client, action.after);
      return;
    case 'watch-timers':
      await Promise.race([client.read(), pause(1_500)]);
      return;
    case 'stream':
      return walk(await client.streams[action.way]!(), action);
    case 'show': {
      const error = await client.read().then(returnedError, (thrown: unknown) => thrown);
      outcome.shownBy = placesThatShow(task.apiKey, client.instance, error);
    }
  }
}

/** Resend returns errors. */
function returnedError(result: unknown): unknown {
  return (result as { error?: unknown } | null)?.error ?? undefined;
}

function takeResult(result: unknown): void {
  const error = returnedError(result);
  if (error) outcome.error = describeFailure(error, client, true);
}

/** The time is told when there was something left to give up. */
async function giveUp(client: Client, after: number): Promise<void> {
  const controller = new AbortController();
  const call = client.read(controller.signal).then(takeResult);
  const isUnderWay = await Promise.race([call.then(() => false), pause(after).then(() => true)]);
  const gaveUpAt = performance.now();
  controller.abort();
  try {
    await call;
  } finally {
    if (isUnderWay) outcome.milliseconds = performance.now() - gaveUpAt;
  }
}

async function walk(stream: AsyncIterable<unknown>, { way, take }: { way: string; take?: number }): Promise<void> {
  for await (const item of stream) {
    outcome.items.push(item);
    if (outcome.items.length === take) break;
  }
  // Long enough for a connection to be closed, if it is.
  if (take) return pause(1_500);
  const call = client.finish?.[way];
  if (!call) return;
  outcome.finish = { call };
  try {
    await (stream as unknown as Record<string, () => Promise<unknown>>)[call]!();
  } catch (error) {
    outcome.finish.error = describeFailure(error, client, false);
  }
}

function orTooLate<Result>(call: Promise<Result>): Promise<Result> {
  const late = pause(15_000).then((): never => {
    outcome.cannot = true;
    throw new Error('It still waits.');
  });
  return Promise.race([call, late]);
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
