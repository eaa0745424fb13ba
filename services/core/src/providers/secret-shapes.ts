// Secrets that no name tells of: in the paths of receivers whose URLs are keys, and tokens that are known by how they look.

/** What stands where a secret was. */
export const MASK = '********';

/** The hosts of such receivers, and the part of their paths before the secret, which goes to the end of its segment. */
const RECEIVERS: Array<[host: RegExp, before: RegExp]> = [
  [/^hooks\.slack\.com$/, /^\/(?:services|triggers)\/[^/]+\/[^/]+\//],
  [/^hooks\.slack\.com$/, /^\/workflows\/[^/]+\/[^/]+\/[^/]+\//],
  [/^(?:\w+\.)?discord(?:app)?\.com$/, /^\/api\/(?:v\d+\/)?webhooks\/[^/]+\//],
  [/\.webhook\.office\.com$|^outlook\.office(?:365)?\.com$/, /^\/webhook\w*\/[^/]+\/IncomingWebhook\//],
  [/^hooks\.zapier\.com$/, /^\/hooks\/catch\/[^/]+\//],
  [/^hook\.(?:\w+\.)?make\.com$/, /^\//],
  [/^api\.telegram\.org$/, /^\/bot/],
];

const TOKEN =
  /^(?:(?:relay|sk|rk)_(?:live|test)_|whsec_|sk-(?:proj|ant|svcacct)-|gh[opsur]_|ya29\.|1\/\/0|github_pat_|glpat-|xox[abeprs]-|xapp-|shp(?:at|ca|pa|ss)_|SG\.|eyJ[\w-]+\.eyJ)[\w.+/=-]{16,}$/;

/** Whether a text, or a word of it, looks like a token of Relay, Stripe, GitHub, GitLab, Slack, OpenAI, Shopify, SendGrid, Google, or a JWT. */
export const looksSecret = (text: string): boolean => text.split(/\s+/).some((word) => TOKEN.test(word));

/** A text that somebody else wrote, with what looks like a token in it masked. */
export const withoutSecrets = (text: string): string =>
  text.replace(/[^\s"'`,;:=()<>[\]{}]{16,}/g, (word) => (looksSecret(word) ? MASK : word));

/** The path of a URL with such secrets masked. */
export function maskPath({ hostname, pathname }: URL): string {
  const host = hostname.replace(/\.$/, '');
  const path = RECEIVERS.filter(([known]) => known.test(host)).reduce((text, [, before]) => {
    const [start] = before.exec(text) ?? [];
    return start === undefined ? text : start + text.slice(start.length).replace(/^[^/]+/, MASK);
  }, pathname);
  return path
    .split('/')
    .map((segment) => (looksSecret(decoded(segment)) ? MASK : segment))
    .join('/');
}

/** Escapes may be written where none are needed, and mean the same. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
