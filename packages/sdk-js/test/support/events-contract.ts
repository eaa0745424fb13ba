// A contract with what openapi.yaml does not have yet: replies that are streams of events, and a union.
const event = (type: string, properties: object) => ({
  type: 'object',
  required: ['type', ...Object.keys(properties)],
  properties: { type: { type: 'string', const: type }, ...properties },
});
const events = {
  description: 'The answer as it comes.',
  content: { 'text/event-stream': { schema: { $ref: '#/components/schemas/ChatEvent' } } },
};

export const eventsContract = {
  openapi: '3.1.0',
  info: { title: 'A contract for a test', version: '1' },
  servers: [{ url: 'http://127.0.0.1:8787' }],
  paths: {
    '/api/chat': {
      post: {
        operationId: 'chat.stream',
        summary: 'Say something',
        description: 'Answers with events.',
        requestBody: { content: { 'application/json': { schema: { $ref: '#/components/schemas/ChatRequest' } } } },
        responses: { 200: events },
        'x-codeSamples': [
          { lang: 'Shell', source: 'curl' },
          {
            lang: 'JavaScript',
            source: [
              "import { stdout } from 'node:process';",
              "import Relay from '@relay/sdk-js';",
              '',
              'const relay = new Relay(); // RELAY_API_KEY, RELAY_BASE_URL',
              "for await (const event of await relay.chat.stream({ message: 'Hi' })) {",
              '  stdout.write(event.type); /* each */',
              '}',
            ].join('\n'),
          },
        ],
      },
    },
    '/api/chat/{sessionId}/stream': {
      get: {
        operationId: 'chat.resume',
        summary: 'Go on listening',
        description: 'The answer that is under way, if there is one.',
        parameters: [
          { name: 'sessionId', in: 'path', required: true, description: 'Which chat.', schema: { type: 'string' } },
        ],
        responses: { 200: events, 204: { description: 'None is under way.' } },
      },
    },
  },
  components: {
    schemas: {
      ChatRequest: {
        type: 'object',
        required: ['message'],
        properties: { message: { type: 'string', description: 'What the user says.' } },
      },
      StartEvent: event('start', {}),
      TextEvent: event('text-delta', { delta: { type: 'string' } }),
      ChatEvent: {
        description: 'One event of an answer.',
        oneOf: [{ $ref: '#/components/schemas/StartEvent' }, { $ref: '#/components/schemas/TextEvent' }],
        discriminator: {
          propertyName: 'type',
          mapping: { start: '#/components/schemas/StartEvent', 'text-delta': '#/components/schemas/TextEvent' },
        },
      },
    },
  },
};
