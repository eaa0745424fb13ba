// Whether a target is there in a person's own words: as a whole, in a form that cannot be read as another.

export type TargetKind = 'address' | 'link' | 'domain' | 'repository' | 'place';
export type Span = [from: number, to: number];

// What belongs to the same word as far as a reader can see: letters and marks of all scripts, and what cannot be seen.
const INSIDE = '\\p{L}\\p{N}\\p{M}\\p{Cf}';
const BOUNDS: Record<Exclude<TargetKind, 'link'>, [before: RegExp, after: RegExp]> = {
  address: [new RegExp(`[${INSIDE}._%+'@-]$`, 'u'), new RegExp(`^(?:[${INSIDE}@_%+-]|\\.[${INSIDE}])`, 'u')],
  repository: [
    new RegExp(`(?:[${INSIDE}_.@-]|(?<!github\\.com)/)$`, 'u'),
    new RegExp(`^(?:[${INSIDE}_-]|\\.[${INSIDE}])`, 'u'),
  ],
  domain: [new RegExp(`[${INSIDE}.@-]$`, 'u'), new RegExp(`^(?:[${INSIDE}@-]|\\.[${INSIDE}])`, 'u')],
  place: [new RegExp(`[${INSIDE}_-]$`, 'u'), new RegExp(`^[${INSIDE}_-]`, 'u')],
};
/** No bound looks further, in UTF-16 units. */
const AROUND = 16;
const LINK = /(?<![a-z0-9+.-])[a-z][a-z0-9+.-]*:\/\/[^\s<>"'`\u201c\u201d]+/giu;
const CLOSING = /[.,;:!?)\]}]$/;

/** Where `value` stands in `text` as a target of its own; undefined if it does not. */
export function findLiteral(text: string, value: string, kind: TargetKind): Span | undefined {
  if (value.trim() === '') return undefined;
  if (kind === 'link') return findLink(text, value);
  if (kind !== 'place') return findWord(text, value, kind);
  return value.includes('@') ? findWord(text, value, 'address') : findWord(text, value.replace(/^#/, ''), kind);
}

function findWord(text: string, value: string, kind: Exclude<TargetKind, 'link'>): Span | undefined {
  const [before, after] = BOUNDS[kind];
  const [haystack, needle] = [lowered(text), lowered(value)];
  for (let from = haystack.indexOf(needle); from !== -1; from = haystack.indexOf(needle, from + 1)) {
    const to = from + needle.length;
    if (!before.test(text.slice(Math.max(0, from - AROUND), from)) && !after.test(text.slice(to, to + AROUND)))
      return [from, to];
  }
  return undefined;
}

/** A link goes on until a space: what begins like it is another link. */
function findLink(text: string, value: string): Span | undefined {
  for (const { 0: found, index } of text.matchAll(LINK))
    for (let link = found; ; link = link.slice(0, -1)) {
      if (link === value) return [index, index + link.length];
      if (!CLOSING.test(link)) break;
    }
  return undefined;
}

// Only ASCII: other letters can change their length, and then no position would fit.
const lowered = (text: string) => text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());

const ADDRESS =
  /^[a-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/i;
const REPOSITORY = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\/(?!\.{1,2}$)[a-z0-9._-]{1,100}$/i;
const SCRIPTS = [/\p{sc=Latin}/u, /\p{sc=Cyrillic}/u, /\p{sc=Greek}/u, /\p{sc=Armenian}/u, /\p{sc=Cherokee}/u];

/** Whether a target is well formed, and cannot be taken for another one that looks like it. */
export function isClean(value: string, kind: TargetKind): boolean {
  switch (kind) {
    case 'address':
      return ADDRESS.test(value) && !/(?:@|\.)xn--/i.test(value);
    case 'repository':
      return REPOSITORY.test(value);
    case 'domain':
      return (
        !/\p{Cf}/u.test(value) &&
        hostOf(value)
          .split('.')
          .every((label) => isOfOneScript(label) && !/^xn--/i.test(label))
      );
    case 'place':
      if (value.includes('@')) return ADDRESS.test(value);
      return isOfOneScript(value);
    case 'link':
      return isCleanLink(value);
  }
}

const hostOf = (domain: string) => domain.replace(/[/?#:].*/s, '');

const isOfOneScript = (value: string) =>
  !/[\p{Cf}\p{Cc}]/u.test(value) && SCRIPTS.filter((script) => script.test(value)).length <= 1;

function isCleanLink(value: string): boolean {
  const [, authority = ''] = /^https?:\/\/([^/?#\\]*)/i.exec(value) ?? [];
  const url = URL.parse(value);
  return (
    url !== null &&
    /^[\x21-\x7e]+$/.test(authority) &&
    !authority.includes('@') &&
    !/(?:^|\.)xn--/i.test(authority) &&
    !/[\p{Cf}\\]/u.test(value)
  );
}

/** Ends of names of files that are no top-level domain; `.md`, `.sh` and others are one. */
const FILE =
  /\.(?:js|jsx|mjs|cjs|ts|tsx|json|txt|pdf|html?|css|csv|xml|ya?ml|toml|sql|log|png|jpe?g|gif|svg|docx?|xlsx?|pptx?|java|cpp|exe|env|lock)$/i;

// What programs for mail and chat make a link of, although it has no scheme.
const DOMAIN = new RegExp(
  `(?<![${INSIDE}.@-])(?:[${INSIDE}-]+\\.)+\\p{L}[\\p{L}\\p{M}\\p{Cf}]+(?![${INSIDE}@-]|\\.[${INSIDE}])(?:[/?#:][^\\s<>"'\`]*)?`,
  'gu',
);
const ADDRESS_WITHIN = new RegExp(`(?<![${INSIDE}._%+-])[${INSIDE}._%+-]+@[${INSIDE}.-]+\\.[${INSIDE}]{2,}`, 'gu');

/** Addresses and links within a text, such as the body of a mail. */
export function targetsWithin(text: string): Array<{ kind: TargetKind; value: string }> {
  const found = (kind: TargetKind, pattern: RegExp, within = text) =>
    [...within.matchAll(pattern)].map(({ 0: value }) => ({
      kind,
      value: kind === 'address' ? value : unpunctuated(value),
    }));
  const unlinked = text.replace(LINK, (link) => ' '.repeat(link.length));
  return [
    ...found('link', LINK),
    ...found('domain', DOMAIN, unlinked).filter(({ value }) => !FILE.test(value)),
    ...found('address', ADDRESS_WITHIN),
  ];
}

const unpunctuated = (value: string) => value.replace(/[.,;:!?)\]}]+$/, '');
