// Whether a request stands as it was built, or what stops it.
import type { Built } from './actions/build.js';
import { beginsWithCondition, hasLooseCondition, hasOnlyIf } from './grammar/conditions.js';
import type { Frame } from './grammar/frame.js';
import { gateOfReading, gateOfRequest } from './grammar/gates.js';
import { isOnlyTime } from './grammar/opening.js';
import { isRetracted } from './grammar/retraction.js';
import { isRefusal } from './grammar/start.js';
import type { Token } from './text/token.js';
import type { Gate, Intent } from './understanding.js';

const SENDS_AT_ONCE: ReadonlySet<Intent> = new Set(['email.send', 'chat.send', 'github.issue.create', 'webhook.send']);

export function gateOf(
  tokens: readonly Token[],
  { at, intent, spoken }: Frame,
  { free, suggestion }: Built,
): Gate | undefined {
  const outside = tokens.filter(
    (_, index) =>
      (spoken ? index > at : index >= at) &&
      !free.some(({ marker, start, end }) => index >= (marker ?? start) && index < end),
  );
  const lead = isRefusal(tokens) ? [] : tokens.slice(0, at);
  const before = SENDS_AT_ONCE.has(intent)
    ? gateOfRequest(
        lead.filter(({ word }) => !/^(?:if|when|don't|dont|do|not|should|once|until)$/.test(word)),
        true,
      )
    : undefined;
  const own = intent === 'email.list' ? gateOfReading(outside) : gateOfRequest(outside, SENDS_AT_ONCE.has(intent));
  // Spoken without a mark, the text of a mail to a name cannot be told from the request; it is not ready anyway.
  const isSpoken =
    intent === 'email.send' && suggestion.missing.includes('to') && !tokens.some(({ kind }) => kind === 'address');
  if (isSpoken && /^(?:negated|scheduled|past|hypothetical)$/.test(own ?? '') && before === undefined) return undefined;
  if (own ?? before) return own ?? before;
  const asked = tokens[at]!.word === 'ask';
  const bare = SENDS_AT_ONCE.has(intent) ? free.filter((field) => !isLedTo(tokens, field)) : [];
  if (bare.some(({ start, end }) => beginsWithCondition(tokens.slice(start, end), asked))) return 'conditional';
  if (bare.some(({ start, end }) => isOnlyTime(tokens.slice(start, end)))) return 'scheduled';
  return free.some(
    ({ start, end, delimited, quoted }) =>
      !quoted && (delimited ? hasOnlyIf(tokens.slice(start, end)) : hasLooseCondition(tokens.slice(start, end))),
  )
    ? 'conditional'
    : undefined;
}

/** Whether a mark or a word says that somebody's text begins: `: …`, `that …`, but not `let ann@x.com know …`. */
const isLedTo = (tokens: readonly Token[], { marker, start, quoted }: Built['free'][number]) =>
  quoted || (marker !== undefined && marker < start && LEADS.test(tokens[start - 1]!.word));

const LEADS =
  /^(?::|that|says?|saying|reading|mention(?:ing)?|explaining|stating|line|subject|title|titled|entitled|called|named|headed|re|about|regarding|concerning|body|message|text|contents?|description|details)$/;

/** Whether words at the end of it, or behind it, take a request back. */
export function isTakenBack(tokens: readonly Token[], built: Built): boolean {
  const begins = new Set(
    built.free
      .filter(({ marker }) => marker === undefined || tokens[marker]!.word !== '-')
      .map((field) => tokens[field.start]!),
  );
  return isRetracted(withoutQuotes(tokens, built), begins);
}

const withoutQuotes = (tokens: readonly Token[], { free }: Built) =>
  tokens.filter(
    (token, index) =>
      token.kind !== 'quote' && !free.some(({ start, end, quoted }) => quoted && index >= start && index < end),
  );
