import type { Connect } from '../client.ts';

export const connect: Connect = ({ Resend }, { url, apiKey }) => {
  const resend = new Resend(apiKey, { baseUrl: url });
  const email = { from: 'a@example.com', to: 'b@example.com', subject: 'x', text: 'x' };
  return {
    instance: resend,
    read: (signal) => resend.domains.list({}, { signal }),
    write: () => resend.emails.send(email),
    readById: (id) => resend.emails.get(id),
    streams: {},
    // It returns errors, as plain objects with one of its names.
    isOwn: (error) => typeof (error as { name?: unknown }).name === 'string',
    takesSignal: true,
    takesTimeout: false,
  };
};
