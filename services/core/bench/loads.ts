// The requests that are measured, each with the reply that makes it count.
import type { Call, Load } from './load.ts';
import { type Previews, previewCall } from './previews.ts';
import type { World } from './world.ts';

export const ACTION_PATH = '/api/actions/webhook.send';

const loadOf = ({ core: { credentials } }: World): Pick<Load, 'baseUrl' | 'headers'> => ({
  baseUrl: credentials.baseUrl,
  headers: { authorization: `Bearer ${credentials.apiKey}` },
});

/** `next` takes from a stock of confirms. */
export const executeLoad = (world: World, { nextExecute: next }: Pick<Previews, 'nextExecute'>): Load => ({
  ...loadOf(world),
  next,
  isRight: (status, body) => status < 300 && body.includes('"status":"succeeded"'),
});

export function previewLoad(world: World): Load {
  const call = previewCall(world);
  return {
    ...loadOf(world),
    next: () => call,
    isRight: (status, body) => status < 300 && body.includes('"digest":'),
  };
}

export const actionLoad = (world: World): Load => ({
  ...loadOf(world),
  next: () => ({ method: 'GET', path: ACTION_PATH }),
  isRight: (status, body) => status === 200 && body.startsWith('{"id":"webhook.send"'),
});

/** A sentence that nothing is missing in, each in a session of its own. */
export function chatLoad(world: World): Load {
  const message = `Send a webhook to ${world.receiverUrl} with {"text":"Deploy finished"}`;
  const call: Call = { method: 'POST', path: '/api/chat', body: JSON.stringify({ message }) };
  return {
    ...loadOf(world),
    next: () => call,
    isRight: (status, body) =>
      status === 200 && body.includes('"type":"tool-approval-request"') && body.endsWith('data: [DONE]\n\n'),
  };
}
