// Signing in without a browser: what a person would click, as requests.
import { unescaped } from './page/html.js';

export interface SignInOptions {
  /** The `name` of an account; the first one, if left out. */
  account?: string;
  /** Presses Cancel. */
  deny?: boolean;
  /** Unticks these scopes, where the provider lets a person do that. */
  without?: string[];
}

/**
 * Follows a provider's pages from `authorizationUrl` and returns the address that a browser would be sent back to: the
 * application's callback with `code` and `state`, or with `error`. That address is not called. Rejects with the page's
 * heading when the provider refuses before anybody could decide.
 */
export async function signIn(authorizationUrl: string, options: SignInOptions = {}): Promise<string> {
  const { account, deny = false, without = [] } = options;
  const response = await fetch(authorizationUrl, { redirect: 'manual' });
  const location = response.headers.get('location');
  if (location) return location;
  const page = await response.text();
  if (response.status !== 200)
    throw new Error(/<h1>(.*?)<\/h1>/.exec(page)?.[1] ?? `The page answered ${response.status}.`);
  const inputs = [...page.matchAll(/<input ([^>]*)>/g)].map(([, text = '']) => attributes(text));
  const valuesOf = (name: string) => inputs.filter((input) => input.name === name).map(({ value = '' }) => value);
  const accounts = valuesOf('account');
  const chosen = account ?? accounts[0]!;
  if (!accounts.includes(chosen)) throw new Error(`There is no account ${chosen}; there are ${accounts.join(', ')}.`);
  const form = new URLSearchParams({
    request: valuesOf('request')[0] ?? '',
    account: chosen,
    decision: deny ? 'deny' : 'allow',
  });
  for (const scope of valuesOf('scope')) if (!without.includes(scope)) form.append('scope', scope);
  const action = /<form method="post" action="([^"]+)"/.exec(page)?.[1] ?? '';
  const decided = await fetch(new URL(action, authorizationUrl), { method: 'POST', body: form, redirect: 'manual' });
  const target = decided.headers.get('location');
  if (!target) throw new Error(`The page answered ${decided.status}: ${await decided.text()}`);
  return target;
}

function attributes(text: string): Record<string, string> {
  return Object.fromEntries(
    [...text.matchAll(/([\w-]+)="([^"]*)"/g)].map(([, name, value]) => [name!, unescaped(value!)]),
  );
}
