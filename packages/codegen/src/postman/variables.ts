import type { Json } from '../json.ts';
import { stableId } from './stable-id.ts';

/** What the requests hand on to each other. */
const KEPT: Record<string, string> = {
  previewId: 'The preview that was made last: set by Preview an action.',
  digest: 'Its digest, which says what was agreed to: set by Preview an action.',
  executionId: 'The execution that was started last: set by Execute a preview.',
  sessionId: 'The chat session that was begun last: set by Send a message.',
  connectionId: 'The connection that was made last: set by Connect an account.',
  apiKeyId: 'The API key that was made last, to rotate and revoke: set by Create an API key.',
  endpointId: 'The webhook endpoint that was made last: set by Create a webhook endpoint.',
  deliveryId: 'The delivery that was made last: set by Ping an endpoint.',
  tries:
    "How often the list of deliveries has been read while one was pending: counted by List an endpoint's deliveries.",
};

interface Setting {
  value: { local: string; cloud: string };
  type: 'default' | 'secret';
  description: string;
}

const TO_FILL_IN = { local: '', cloud: '' };
const STAYS_WITH_YOU = 'Postman keeps its value on your machine, unless you share it: do not.';

/** What a person sets, in the environment. */
const SETTINGS: Record<string, Setting> = {
  baseUrl: {
    value: { local: 'http://127.0.0.1:8787', cloud: 'https://relay.example.com' },
    type: 'default',
    description: 'Where Relay is, without a slash at the end.',
  },
  apiKey: {
    value: TO_FILL_IN,
    type: 'secret',
    description: `An API key with the role admin. ${STAYS_WITH_YOU}`,
  },
  clientId: {
    value: TO_FILL_IN,
    type: 'default',
    description:
      'Your OAuth client at Google, for Configure a provider. Empty, Relay refuses that request, Reset a provider is skipped, and nothing changes.',
  },
  clientSecret: {
    value: TO_FILL_IN,
    type: 'secret',
    description: `The secret of that OAuth client. ${STAYS_WITH_YOU}`,
  },
  webhookUrl: {
    value: { local: '{{baseUrl}}/dev/inbox', cloud: 'https://hooks.example.com/relay' },
    type: 'default',
    description: 'Where webhooks are sent: the inbox of a development instance, or a receiver of yours.',
  },
};

export const collectionVariables = () =>
  Object.entries(KEPT).map(([key, description]) => ({ key, value: '', type: 'string', description }));

export const environment = (name: 'local' | 'cloud') => ({
  id: stableId(`environment ${name}`),
  name: `Relay ${name}`,
  values: Object.entries(SETTINGS).map(([key, { value, type, description }]) => ({
    key,
    value: value[name],
    type,
    description,
    enabled: true,
  })),
  _postman_variable_scope: 'environment',
});

/** Puts `{{previewId}}` in the place of the contract's example of it, and so on, anywhere in an example. */
export function withVariables(document: Json, value: Json): Json {
  if (Array.isArray(value)) return value.map((item) => withVariables(document, item));
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withVariables(document, item)]));
  if (typeof value !== 'string') return value;
  if (value.startsWith('https://hooks.example.com/')) return '{{webhookUrl}}';
  if (value === '<client secret>') return '{{clientSecret}}';
  if (value.endsWith('.apps.googleusercontent.com')) return '{{clientId}}';
  const name = Object.keys(KEPT).find((key) => exampleOf(document, key) === value);
  return name ? `{{${name}}}` : value;
}

function exampleOf(document: Json, name: string): string | undefined {
  const { parameters, schemas } = document.components;
  if (name === 'digest') return schemas.Preview.examples[0].digest;
  return Object.values<Json>(parameters).find((parameter) => parameter.name === name)?.example;
}
