import type { Connect } from '../client.ts';

export const connect: Connect = ({ default: OpenAI, OpenAIError }, { url, apiKey, timeout }) => {
  const openai = new OpenAI({ apiKey, baseURL: url, ...(timeout && { timeout }) });
  const prompt = { model: 'm', input: 'Hello' };
  return {
    instance: openai,
    read: (signal) => openai.models.list({ signal }),
    write: () => openai.responses.create(prompt),
    readById: (id) => openai.models.retrieve(id),
    streams: {
      'responses.create': () => openai.responses.create({ ...prompt, stream: true }),
      'responses.stream': async () => openai.responses.stream(prompt),
    },
    finish: { 'responses.stream': 'finalResponse' },
    isOwn: (error) => error instanceof OpenAIError,
    takesSignal: true,
    takesTimeout: true,
  };
};
