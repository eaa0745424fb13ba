// For tests: a language model that says what it is told to, in the wire forms of OpenAI and of Anthropic. It refuses what nobody has told it.
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type FixtureFileResponse, LLMock } from '@copilotkit/aimock';
import { afterAll, afterEach } from 'vitest';
import type { LlmConfig } from '../src/platform/llm-config.js';

export const LLM_KEY = 'sk-canary-7f3a91c2e5d84b60';

export interface ToldCall {
  name: string;
  /** As it stands in the answer: not always JSON. */
  arguments: string | object;
}

export class FakeModel {
  readonly mock = new LLMock({ port: 0, host: '127.0.0.1', strict: true });

  /** What the model answers to a message: calls of tools, or a text. */
  on(message: string, answer: FixtureFileResponse | ToldCall[]): this {
    return this.tell(message, false, answer);
  }

  /** What it answers when its first answer was refused. */
  onRepair(message: string, answer: FixtureFileResponse | ToldCall[]): this {
    return this.tell(message, true, answer);
  }

  config(provider: LlmConfig['provider'] = 'openai', more: Partial<LlmConfig> = {}): LlmConfig {
    const url = `${this.mock.url}/v1`;
    const prices = { input: 2, output: 10 };
    return { provider, url, model: 'test-model', apiKey: LLM_KEY, timeoutMs: 5_000, prices, ...more };
  }

  /** All that it was sent, as text. */
  sent(): string {
    return JSON.stringify(this.mock.getRequests().map(({ body }) => body));
  }

  private tell(message: string, isRepair: boolean, answer: FixtureFileResponse | ToldCall[]): this {
    const response = Array.isArray(answer)
      ? {
          toolCalls: answer.map(({ name, arguments: given }) => ({
            name,
            arguments: typeof given === 'string' ? given : JSON.stringify(given),
          })),
        }
      : answer;
    this.mock.on(
      {
        predicate: ({ messages }) =>
          textOf(messages.findLast(({ role }) => role === 'user')) === message &&
          textOf(messages.find(({ role }) => role === 'system')).includes('was refused') === isRepair,
      },
      response as FixtureFileResponse,
    );
    return this;
  }
}

const textOf = (message: { content: unknown } | undefined): string => {
  const content = message?.content ?? '';
  return typeof content === 'string' ? content : (content as Array<{ text?: string }>).map(({ text }) => text).join('');
};

/** Starts one for a file's tests; at the top of the file, so that its address is known. */
export async function startFakeModel(): Promise<FakeModel> {
  const model = new FakeModel();
  await model.mock.start();
  afterEach(() => {
    model.mock.clearFixtures();
    model.mock.clearRequests();
  });
  afterAll(() => model.mock.stop());
  return model;
}

/** Servers that are no model at all, on free ports, closed after each test; to be called at the top of a file. */
export function useServers() {
  const servers: Array<() => Promise<void>> = [];
  afterEach(() => Promise.all(servers.splice(0).map((close) => close())));
  return async (listener: RequestListener) => {
    const server = createServer(listener);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const close = async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    };
    servers.push(close);
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, close };
  };
}
