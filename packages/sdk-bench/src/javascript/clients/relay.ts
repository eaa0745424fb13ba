import type { Connect } from '../client.ts';

export const connect: Connect = ({ Relay, RelayError }, { url, apiKey, timeout }) => {
  const relay = new Relay({ apiKey, baseUrl: url, ...(timeout && { timeout }) });
  // The contract has no operation yet that answers with events: its transport is asked, as one will ask it.
  const stream = { method: 'POST', path: '/api/stream', hasBody: true, stream: 'events' };
  return {
    instance: relay,
    read: (signal) => relay.me.get({ signal }),
    write: () => relay.actions.preview({ action: 'webhook.send', input: { url: 'https://example.com' } }),
    readById: (executionId) => relay.executions.get({ executionId }),
    streams: { transport: () => relay.transport.request(stream, { message: 'Hello' }) },
    isOwn: (error) => error instanceof RelayError,
    takesSignal: true,
    takesTimeout: true,
  };
};
