// Makes the call of a case. Runs in every runtime, so it uses nothing that only Node has.
import type { Call } from '@relay/fault-server';
import { Relay, type RelayOptions, type Stream } from '../../src/index.js';
import { readSettings } from '../../src/options.js';
import { Transport } from '../../src/transport/transport.js';

type Method = (...values: unknown[]) => Promise<unknown> & { withResponse(): Promise<{ data: unknown }> };

/** What is read of a call, bit by bit, so that it is there also when an error ends it. */
export interface Reading {
  value?: unknown;
  reply?: { status: number; requestId: string | undefined; headers: Headers };
  items: unknown[];
  text: string;
}

/** `onItem` is called after each item that a loop was given. */
export async function makeCall(
  client: RelayOptions,
  call: Call,
  signal: AbortSignal | undefined,
  reading: Reading,
  onItem: () => void,
): Promise<void> {
  const promise = send(client, call, signal);
  switch (call.read ?? 'value') {
    case 'value':
      reading.value = await promise;
      return;
    case 'reply': {
      const { data, response, requestId } = (await promise.withResponse()) as Awaited<ReturnType<typeof withResponse>>;
      reading.value = data;
      reading.reply = { status: response.status, requestId, headers: response.headers };
      return;
    }
    case 'items':
      return walk(promise as unknown as AsyncIterable<unknown>, call, (item) => reading.items.push(item), onItem);
    case 'events':
      return walk((await promise) as Stream<unknown>, call, (item) => reading.items.push(item), onItem);
    case 'bytes': {
      const decoder = new TextDecoder();
      const add = (bytes: Uint8Array) => (reading.text += decoder.decode(bytes, { stream: true }));
      return walk((await promise) as AsyncIterable<Uint8Array>, call, add, onItem);
    }
  }
}

async function walk<Item>(items: AsyncIterable<Item>, { take }: Call, add: (item: Item) => void, onItem: () => void) {
  let count = 0;
  for await (const item of items) {
    add(item);
    onItem();
    if (++count === take) break;
  }
}

const withResponse = () => new Relay({ apiKey: 'x' }).me.get().withResponse();

function send(client: RelayOptions, call: Call, signal: AbortSignal | undefined): ReturnType<Method> {
  const options = { ...call.options, signal };
  if (call.stream) {
    const { method, path } = call.stream;
    const operation = { method, path, hasBody: method === 'POST', stream: 'events' } as const;
    return new Transport(readSettings(client)).request(operation, call.parameters, options);
  }
  if (call.operation === 'executions.wait')
    return new Relay(client).executions.wait(String(call.parameters?.executionId), options) as ReturnType<Method>;
  const names = call.operation!.split('.');
  const verb = names.pop()!;
  const room = names.reduce((part, name) => part[name] as typeof part, new Relay(client) as unknown as Rooms);
  const method = (room[verb] as Method).bind(room);
  // A method without parameters takes its options first.
  return (room[verb] as Method).length === 1 ? method(options) : method(call.parameters, options);
}

type Rooms = { [name: string]: Rooms | Method };
