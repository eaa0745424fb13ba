import type { Connect } from '../client.ts';

export const connect: Connect = ({ default: Stripe }, { url, apiKey, timeout }) => {
  const { hostname, port } = new URL(url);
  const stripe = new Stripe(apiKey, { host: hostname, port, protocol: 'http', ...(timeout && { timeout }) });
  return {
    instance: stripe,
    read: () => stripe.balance.retrieve(),
    write: () => stripe.customers.create({ name: 'x' }),
    readById: (id) => stripe.customers.retrieve(id),
    streams: {},
    isOwn: (error) => error instanceof Stripe.errors.StripeError,
    takesSignal: false,
    takesTimeout: true,
  };
};
