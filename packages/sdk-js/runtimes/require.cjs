// The CommonJS side of the built package.
const { Relay, ...main } = require('@relay/sdk-js');
const { verifyWebhook } = require('@relay/sdk-js/webhooks');

const relay = new Relay({ apiKey: 'relay_test_1' });
if (main.default !== Relay || typeof relay.executions.wait !== 'function' || typeof verifyWebhook !== 'function')
  throw new Error('require gives something else than import.');
