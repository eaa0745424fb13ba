import { describe, expect, it } from 'vitest';
import { ConfigError, loadConfig } from './config.js';

const SECRET = 'sk-canary-0d4c9a';
const llm = (given: Record<string, string>) =>
  loadConfig(Object.fromEntries(Object.entries(given).map(([name, value]) => [`RELAY_LLM_${name}`, value]))).llm;
const COMPLETE = { PROVIDER: 'openai', MODEL: 'a-model', API_KEY: SECRET };

describe('the language model', () => {
  it('is none unless it is configured', () => {
    expect(llm({})).toBeUndefined();
    expect(llm({ PROVIDER: ' ', API_KEY: '' })).toBeUndefined();
  });

  it.each([
    ['openai', 'https://api.openai.com/v1'],
    ['anthropic', 'https://api.anthropic.com/v1'],
  ])("of %s is at the vendor's address, with 8 seconds to answer", (PROVIDER, url) => {
    expect(llm({ ...COMPLETE, PROVIDER })).toEqual({
      provider: PROVIDER,
      url,
      model: 'a-model',
      apiKey: SECRET,
      timeoutMs: 8_000,
      prices: undefined,
    });
  });

  it('may be a server of your own, without a key', () => {
    const given = { PROVIDER: 'openai', MODEL: 'llama', URL: 'http://10.0.0.7:8000/v1/', TIMEOUT_MS: '3000' };
    expect(llm(given)).toMatchObject({ url: 'http://10.0.0.7:8000/v1', apiKey: undefined, timeoutMs: 3_000 });
  });

  it('has prices for a million tokens', () => {
    expect(llm({ ...COMPLETE, PRICES: 'input=0.15, output=0.6' })!.prices).toEqual({ input: 0.15, output: 0.6 });
  });

  it.each([
    ['PROVIDER', 'cohere'],
    ['PROVIDER', ''],
    ['MODEL', ''],
    ['MODEL', 'a model'],
    ['API_KEY', ''],
    ['API_KEY', `${SECRET}\u00e4`],
    ['URL', 'api.example.com'],
    ['URL', 'ftp://api.example.com'],
    ['URL', `https://user:${SECRET}@api.example.com`],
    ['URL', `https://api.example.com/?key=${SECRET}`],
    ['TIMEOUT_MS', '8s'],
    ['TIMEOUT_MS', '99'],
    ['TIMEOUT_MS', '30001'],
    ['PRICES', '0.15'],
    ['PRICES', 'input=0.15'],
    ['PRICES', 'input=-1,output=2'],
    ['PRICES', 'input=1,output=NaN'],
    ['TIMEOUT_MS', '-1'],
    ['TIMEOUT_MS', '1e3s'],
  ])('is refused with %s=%j, and a secret is not repeated', (name, value) => {
    const load = () => llm({ ...COMPLETE, [name]: value });
    expect(load).toThrow(ConfigError);
    expect(load).toThrow(`RELAY_LLM_${name}: `);
    expect(load).not.toThrow(SECRET);
  });
});
