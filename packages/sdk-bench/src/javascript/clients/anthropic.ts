import type { Connect } from '../client.ts';

export const connect: Connect = ({ default: Anthropic, AnthropicError }, { url, apiKey, timeout }) => {
  const anthropic = new Anthropic({ apiKey, baseURL: url, ...(timeout && { timeout }) });
  const prompt = { model: 'm', max_tokens: 10, messages: [{ role: 'user', content: 'Hello' }] };
  return {
    instance: anthropic,
    read: (signal) => anthropic.models.list({}, { signal }),
    write: () => anthropic.messages.create(prompt),
    readById: (id) => anthropic.models.retrieve(id),
    streams: {
      'messages.create': () => anthropic.messages.create({ ...prompt, stream: true }),
      'messages.stream': async () => anthropic.messages.stream(prompt),
    },
    finish: { 'messages.stream': 'finalMessage' },
    isOwn: (error) => error instanceof AnthropicError,
    takesSignal: true,
    takesTimeout: true,
  };
};
