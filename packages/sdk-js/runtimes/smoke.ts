// The built package as its users get it: found by its name, through its exports.
import Relay, { Relay as NamedRelay, RelayError } from '@relay/sdk-js';
import { verifyWebhook } from '@relay/sdk-js/webhooks';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
// The example that the libraries of Standard Webhooks share.
const webhook = {
  body: '{"test": 2432232314}',
  headers: {
    'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    'webhook-timestamp': '1614265330',
    'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
  },
};

/** Returns one sentence for each thing that does not work. */
export async function smoke(serverUrl: string): Promise<string[]> {
  const found: string[] = [];
  const expect = (what: string, isTrue: boolean) => isTrue || found.push(what);
  const relay = new Relay({ apiKey: 'relay_test_1', baseUrl: `${serverUrl}/sends-key/${crypto.randomUUID()}` });
  expect('the default export is Relay', Relay === NamedRelay);
  expect('a call gives its reply', (await relay.me.get()).role === 'developer');
  const refused = await relay.executions.get({ executionId: '..' }).catch((error: unknown) => error);
  expect('an error has its class', refused instanceof RelayError);
  const now = new Date(1614265330_000);
  const payload = await verifyWebhook<{ test: number }>(webhook.body, webhook.headers, secret, { now });
  expect('a webhook is verified', payload.test === 2432232314);
  return found;
}
