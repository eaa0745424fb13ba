// What is asked for by its name alone, without a verb.
import type { Token } from '../text/token.js';
import type { Intent } from '../understanding.js';
import type { Frame } from './frame.js';
import { isToldOf } from './frame-of-sending.js';
import { type Head, isTimed } from './head.js';
import * as words from './words.js';

const ISSUE_START = /^(?:issues?|bug|ticket|new|needs)$/;

const isTarget = (token: Token | undefined, kind: Token['kind']) => token?.kind === kind;

export function bareTarget(tokens: readonly Token[], at: number): Frame | undefined {
  const next = tokens[at + 1]?.word;
  if (isTarget(tokens[at], 'repository') && (next === ':' || ISSUE_START.test(next ?? ''))) {
    const named = tokens.slice(at, at + 6).some(({ word }) => words.ISSUE_NOUNS.has(word));
    return named ? { intent: 'github.issue.create', at, spoken: false } : undefined;
  }
  if (isTarget(tokens[at], 'link') && (tokens[at + 1]?.kind === 'json' || /^(?:post|put|patch)$/.test(next ?? '')))
    return { intent: 'webhook.send', at, spoken: false };
  if (isTarget(tokens[at], 'channel') && next === ':') return { intent: 'chat.send', at, spoken: false };
  return undefined;
}

/** Words that make a sentence of what would be the name of an event. */
const NO_PART =
  /ed$|ing$|^(?:i|we|he|she|they|you|it|any|all|next|first|last|upcoming|list|let|tell|know|ask|inform|notify|warn|thank|give|say|what|which|is|was|had|has|have|no|not|my|cancel|delete|move|reschedule|change|postpone|remove|push|update|clear|edit|shift)$/;

/** Names of events have no word in them that asks, refuses, tells or does something. */
const isNoPart = (word: string) =>
  NO_PART.test(word) ||
  [words.NEGATIONS, words.CONDITIONS, words.REPORTING, words.HYPOTHETICAL, words.QUESTION_WORDS].some((set) =>
    set.has(word),
  ) ||
  (/^(?:schedule|book|arrange|organi[sz]e|plan|put|add|set|create|make|invite|remind|block|pencil|case)$/.test(word) &&
    !words.EVENT_NOUNS.has(word));

/** Forms that begin with the name of a field. */
const FORMS: Record<string, Intent> = {
  channel: 'chat.send',
  space: 'chat.send',
  repo: 'github.issue.create',
  repository: 'github.issue.create',
  url: 'webhook.send',
};

/** What is asked for by its name alone. */
export function fragment(head: Head): Intent | undefined {
  const { verb } = head;
  // What has an article of its own is there already: it is spoken of, not asked for.
  if (/^(?:the|this|that)$/.test(verb)) return undefined;
  const at = head.find(({ word }) => !/^(?:a|an|the|new|quick)$/.test(word), head.at);
  const noun = head.tokens[at]?.word ?? verb;
  if (words.ISSUE_NOUNS.has(noun) && head.kind('repository')) return 'github.issue.create';
  if (/^(?:message|note|post)$/.test(noun) && head.tokens[at + 1]?.word === 'to' && head.kind('channel'))
    return 'chat.send';
  if (words.HOOK_NOUNS.has(noun) && head.kind('link')) return 'webhook.send';
  const isWished = head.lead.some(({ word }) => /^(?:need|want|like)$/.test(word));
  const form = head.next()?.word === ':' ? FORMS[verb] : undefined;
  if (form) return form;
  if (
    /^(?:teams|google|gchat)$/.test(verb) &&
    head.tokens.slice(head.at + 1, head.at + 3).some(({ kind }) => kind === 'channel')
  )
    return 'chat.send';
  if (
    /^(?:half|an|one|two|\d+)$/.test(verb) &&
    head.word('min', 'mins', 'minutes', 'hour', 'hours') &&
    head.word('with') &&
    isTimed(head)
  )
    return 'calendar.create';
  if (verb === 'to' && head.next()?.word === ':' && head.next(2)?.kind === 'address') return 'email.send';
  if (words.MAIL_NOUNS.has(noun) && head.tokens[at + 1] && isToldOf(head, at) && !isWished) return undefined;
  if (words.MAIL_NOUNS.has(noun) && (head.kind('address') || head.tokens[at + 1]?.word === 'to')) return 'email.send';
  const described = /^(?:short|chat|status|teams|brief)$/.test(noun) ? (head.tokens[at + 1]?.word ?? '') : noun;
  const isNote = /^(?:message|msg|note|announcement|update|heads-up)$/.test(described);
  if (isNote && head.word('to', 'in', 'for') && (head.kind('channel') || head.word('channel', 'space')))
    return 'chat.send';
  if (/^(?:message|msg|dm)$/.test(head.tokens[at + 1]?.word ?? '') && noun === 'teams' && head.word('to'))
    return 'chat.send';
  if (noun === 'google' && head.tokens[at + 1]?.word === 'chat' && head.word('to')) return 'chat.send';
  if (head.tokens[at + 1]?.word === ':' && /^(?:calendar|event|meeting|reminder|appointment|schedule|appt)$/.test(noun))
    return 'calendar.create';
  if (/^(?:in|to|for|on)$/.test(verb) && head.next()?.kind === 'channel' && head.next(2)?.word === ':')
    return 'chat.send';
  const event = at === -1 ? -1 : head.find(({ kind, word }) => kind === 'word' && words.EVENT_NOUNS.has(word), at);
  const isNamed =
    event !== -1 && event - at <= 8 && !head.tokens.slice(head.at, event).some(({ word }) => isNoPart(word));
  const isPlural = event !== -1 && /[^s]s$/.test(head.tokens[event]!.word) && head.tokens[event]!.word !== 'drinks';
  if (isPlural) return undefined;
  if (
    event !== -1 &&
    event === at &&
    (isWished ||
      (head.tokens[at]!.word === 'reminder' && /^(?:for|to|about|of|on)$/.test(head.tokens[at + 1]?.word ?? '')))
  )
    return 'calendar.create';
  if (event !== -1 && head.tokens[event]!.word === 'coffee' && !head.word('with')) return undefined;
  const isSoon = head.word('in') && head.word('hours', 'hour', 'minutes');
  if (isNamed && (isTimed(head) || isSoon) && !words.QUESTION_WORDS.has(verb)) return 'calendar.create';
  return undefined;
}
