// RELAY_LLM_…: the language model that chat may ask, if there is one.

export interface LlmConfig {
  /** Whose way of asking the model's server speaks; `openai` is what most servers speak. */
  provider: 'openai' | 'anthropic';
  /** What its paths are appended to, without a slash at the end. */
  url: string;
  model: string;
  /** A secret: never logged, never told. */
  apiKey: string | undefined;
  /** For a whole turn, the repair included. */
  timeoutMs: number;
  /** For a million tokens, in whatever currency the operator counts. */
  prices: { input: number; output: number } | undefined;
}

const URLS = { openai: 'https://api.openai.com/v1', anthropic: 'https://api.anthropic.com/v1' };
const NAMES = ['PROVIDER', 'URL', 'MODEL', 'API_KEY', 'TIMEOUT_MS', 'PRICES'].map((part) => `RELAY_LLM_${part}`);

/** Undefined where no model is configured; what is wrong is added to `mistakes`, without what it says: it may be a secret. */
export function llmConfig(environment: Record<string, string | undefined>, mistakes: string[]): LlmConfig | undefined {
  const given = (part: string) => environment[`RELAY_LLM_${part}`]?.trim() || undefined;
  if (NAMES.every((name) => !environment[name]?.trim())) return undefined;
  const before = mistakes.length;
  const wrong = (part: string, what: string) => void mistakes.push(`RELAY_LLM_${part}: ${what}`);

  const provider = given('PROVIDER');
  if (provider !== 'openai' && provider !== 'anthropic') wrong('PROVIDER', 'it must be openai or anthropic');
  const model = given('MODEL');
  if (!model || !/^[\x21-\x7e]{1,200}$/.test(model)) wrong('MODEL', 'it must be the name of a model');
  const url = given('URL');
  if (url !== undefined && !isBase(url))
    wrong('URL', 'it must be an http or https URL without a user, a query or a fragment');
  const apiKey = given('API_KEY');
  if (apiKey === undefined ? url === undefined : !/^[\x21-\x7e]+$/.test(apiKey))
    wrong(
      'API_KEY',
      apiKey === undefined ? 'it is missing; only a server of your own can do without' : 'it must be printable ASCII',
    );
  const timeoutMs = Number(given('TIMEOUT_MS') ?? 8_000);
  if (!Number.isInteger(timeoutMs) || timeoutMs < 100 || timeoutMs > 30_000)
    wrong('TIMEOUT_MS', 'it must be a number of milliseconds from 100 to 30000');
  const prices = given('PRICES');
  const [, input, output] =
    /^input=(\d+(?:\.\d+)?),output=(\d+(?:\.\d+)?)$/.exec(prices?.replace(/\s/g, '') ?? '') ?? [];
  if (prices !== undefined && output === undefined)
    wrong('PRICES', 'it reads input=<price>,output=<price>, for a million tokens');

  if (mistakes.length > before) return undefined;
  return {
    provider: provider as LlmConfig['provider'],
    url: (url ?? URLS[provider as LlmConfig['provider']]).replace(/\/+$/, ''),
    model: model!,
    apiKey,
    timeoutMs,
    prices: output === undefined ? undefined : { input: Number(input), output: Number(output) },
  };
}

function isBase(text: string): boolean {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && !url.username && !url.password && !url.search && !url.hash;
}
