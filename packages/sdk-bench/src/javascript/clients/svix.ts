import type { Connect } from '../client.ts';

export const connect: Connect = ({ Svix, ApiException }, { url, apiKey, timeout }) => {
  const svix = new Svix(apiKey, { serverUrl: url, ...(timeout && { requestTimeout: timeout }) });
  return {
    instance: svix,
    read: () => svix.application.list(),
    write: () => svix.application.create({ name: 'x' }),
    readById: (id) => svix.application.get(id),
    streams: {},
    isOwn: (error) => error instanceof ApiException,
    takesSignal: false,
    takesTimeout: true,
  };
};
