// A frame: the verb that asks and the thing that is asked for, which together name an intent.
import type { Token } from '../text/token.js';
import type { Intent } from '../understanding.js';
import { isListFrame } from './list-frame.js';
import * as words from './words.js';

export interface Frame {
  intent: Intent;
  /** Of the verb, or of the noun where there is no verb. */
  at: number;
  /** Whether it has a verb: `new meeting tomorrow at 3` has none. */
  spoken: boolean;
}

/** What a frame is read from: it ends where the words of somebody begin. */
export const MOST_HEAD = 40;
const MARKS = new Set(
  'saying says that about regarding titled called named asking telling subject body stating reading text whether'.split(
    ' ',
  ),
);

/** Where the words that belong to the request itself end. */
export function headEnd(tokens: readonly Token[], at: number): number {
  for (let index = at + 1; index < Math.min(tokens.length, at + MOST_HEAD); index++) {
    const { kind, word } = tokens[index]!;
    if (word === ':' || (kind === 'word' && MARKS.has(word))) return index;
    if (kind === 'punctuation' && /[.;!?\n]/.test(word)) return index;
  }
  return Math.min(tokens.length, at + MOST_HEAD);
}

class Head {
  constructor(
    readonly tokens: readonly Token[],
    readonly at: number,
    readonly end: number,
    /** What stands before the verb and belongs to it: `in #dev, say …` */
    readonly lead: readonly Token[] = [],
  ) {}
  get verb(): string {
    return this.tokens[this.at]!.word;
  }
  next(by = 1): Token | undefined {
    return this.at + by < this.tokens.length ? this.tokens[this.at + by] : undefined;
  }
  find(test: (token: Token) => boolean, from = this.at + 1): number {
    for (let index = Math.max(from, 0); index < this.end; index++) if (test(this.tokens[index]!)) return index;
    return -1;
  }
  has(set: ReadonlySet<string>): boolean {
    return this.find(({ kind, word }) => kind === 'word' && set.has(word)) !== -1;
  }
  kind(kind: Token['kind']): boolean {
    return this.lead.some((token) => token.kind === kind) || this.find((token) => token.kind === kind) !== -1;
  }
  word(...wanted: string[]): boolean {
    return this.find(({ kind, word }) => kind === 'word' && wanted.includes(word)) !== -1;
  }
}

/** `I have an exam on Friday at 9, put it on my calendar`: where the sentence that tells of it begins. */
export function toldThenAsked(tokens: readonly Token[], from: number): (Frame & { asked: number }) | undefined {
  const put = tokens.findIndex(
    ({ word }, index) =>
      index > from + 2 &&
      index < from + MOST_HEAD &&
      /^(?:put|add|save|enter|note)$/.test(word) &&
      /^(?:it|this|that)$/.test(tokens[index + 1]?.word ?? '') &&
      tokens.slice(index, index + 6).some((token) => words.CALENDARS.has(token.word)),
  );
  const isAsked = put !== -1 && /^(?:[,.;!-]|and|so|please)$/.test(tokens[put - 1]!.word);
  const isTold =
    /^(?:i|we|there|there's|i've|we've|my|our)$/.test(tokens[from]?.word ?? '') &&
    tokens.slice(from, put).some(({ word }) => words.EVENT_NOUNS.has(word));
  return isAsked && isTold ? { intent: 'calendar.create', at: from, spoken: true, asked: put } : undefined;
}

/** The intent that the words from `at` on name, if they do; `lead` is what an opening passed before them. */
export function frameAt(tokens: readonly Token[], at: number, lead: readonly Token[] = []): Frame | undefined {
  const verb = tokens[at];
  if (!verb) return undefined;
  if (verb.kind !== 'word') return bareTarget(tokens, at);
  const head = new Head(tokens, at, headEnd(tokens, at), lead);
  if (isMade(head)) return undefined;
  if (head.has(words.ELSEWHERE) || words.ELSEWHERE.has(verb.word)) return undefined;
  const intent = webhook(head) ?? issue(head) ?? chat(head) ?? calendar(head) ?? mail(head);
  if (intent) return { intent, at, spoken: true };
  if (isListFrame(tokens, at, head.end)) return { intent: 'email.list', at, spoken: true };
  const noun = fragment(head);
  return noun && { intent: noun, at, spoken: false };
}

const ISSUE_START = /^(?:issues?|bug|ticket|new|needs)$/;
/** `write a script that opens an issue`: something is to be made that Relay does not make. */
const isMade = (head: Head) =>
  head.tokens.slice(head.at + 1, head.at + 4).some(({ kind, word }) => kind === 'word' && MADE.test(word)) &&
  !/^(?:schedule|book|report|file|track)$/.test(head.verb);
const MADE =
  /^(?:script|function|program|poem|story|macro|regex|song|essay|tutorial|snippet|limerick|haiku|handler|endpoint|template)s?$/;

const isTarget = (token: Token | undefined, kind: Token['kind']) => token?.kind === kind;

function bareTarget(tokens: readonly Token[], at: number): Frame | undefined {
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

function webhook(head: Head): Intent | undefined {
  const noun = head.has(words.HOOK_NOUNS);
  const link = head.kind('link');
  if (!noun && !link) return undefined;
  const isMethod =
    link && /^(?:post|put|patch)$/.test(head.next()?.word ?? '') && /^(?:http|https|perform|do|a|an)$/.test(head.verb);
  if (!words.WEB.has(head.verb) && !isMethod && !(head.verb === 'create' && link && head.word('request')))
    return undefined;
  if (head.has(words.MAIL_NOUNS) || head.kind('address') || head.has(words.ISSUE_NOUNS) || head.kind('channel'))
    return undefined;
  if (noun && /^(?:make|create|do|run|get|issue)$/.test(head.verb) && !link) return undefined;
  if (!noun && /^(?:tell|put|share|call|notify|make|do|run)$/.test(head.verb) && !link) return undefined;
  return 'webhook.send';
}

function issue(head: Head): Intent | undefined {
  if (!words.CREATE.has(head.verb)) return undefined;
  const noun = head.find(({ kind, word }) => kind === 'word' && words.ISSUE_NOUNS.has(word));
  if (noun !== -1 && (/s$/.test(head.tokens[noun]!.word) || /^#?\d+$/.test(head.tokens[noun + 1]?.word ?? '')))
    return undefined;
  if (noun !== -1 && head.verb === 'open' && head.tokens[noun - 1]!.word === 'the') return undefined;
  const asked = head.word('feature') && head.word('request');
  if (noun === -1 && !asked)
    return /^(?:report|log|track|file|raise)$/.test(head.verb) && head.kind('repository')
      ? 'github.issue.create'
      : undefined;
  if (head.word('train', 'flight', 'plane', 'bus', 'concert', 'movie', 'cinema', 'show', 'airline', 'ferry'))
    return undefined;
  const early = noun === -1 ? 0 : noun - head.at;
  if (head.tokens.slice(head.at, head.at + early).some(({ kind }) => kind === 'address')) return undefined;
  if (head.kind('channel') && early > 3) return undefined;
  if (head.has(words.EVENT_NOUNS) && !head.kind('repository')) return undefined;
  return early <= 8 ? 'github.issue.create' : undefined;
}

function chat(head: Head): Intent | undefined {
  const channel = head.kind('channel');
  const place = head.find(
    ({ kind, word }) => kind === 'word' && (word === 'channel' || word === 'space' || word === 'chatroom'),
  );
  const teams = head.word('teams') || head.lead.some(({ word }) => word === 'teams');
  const google = (head.word('google') && head.word('chat')) || head.lead.some(({ word }) => word === 'chat');
  if (!channel && place === -1 && !teams && !google) return undefined;
  if (head.has(words.MAIL_NOUNS) || (head.kind('address') && !teams && !google)) return undefined;
  if (head.has(words.EVENT_NOUNS) && (words.SCHEDULE.has(head.verb) || words.PUT.has(head.verb)) && !channel)
    return undefined;
  if (!(words.POST.has(head.verb) || words.TELL.has(head.verb) || words.SEND.has(head.verb))) return undefined;
  if (/^(?:create|make|new|start|get)$/.test(head.verb) && !head.word('message', 'post', 'announcement'))
    return undefined;
  return 'chat.send';
}

function mail(head: Head): Intent | undefined {
  const next = head.next();
  const address = head.kind('address');
  const noun = head.find(({ kind, word }) => kind === 'word' && words.MAIL_NOUNS.has(word));
  if (
    head.word('contact', 'contacts', 'password', 'signature') ||
    (head.word('address', 'addresses') &&
      (!address || /^(?:add|save|create|put|store|enter|new|make|insert|get|update)$/.test(head.verb)))
  )
    return undefined;
  if (
    head.verb === 'open' &&
    noun !== -1 &&
    head.word('new') &&
    !head.word('from') &&
    !/s$/.test(head.tokens[noun]!.word)
  )
    return 'email.send';
  if (/^(?:send|write|give|compose|draft)$/.test(head.verb) && head.word('reply', 'response') && !head.kind('channel'))
    return 'email.send';
  if (head.verb === 'write' && (next?.word === 'to' || next?.word === 'back') && !head.kind('channel'))
    return 'email.send';
  if (
    words.TELL.has(head.verb) &&
    next?.word !== 'me' &&
    noun !== -1 &&
    /^(?:by|via|in|through|an|a|over|per)$/.test(head.tokens[noun - 1]!.word)
  )
    return 'email.send';
  if (words.MAIL_NOUNS.has(head.verb)) {
    if (!next || head.end === head.at + 1) return undefined;
    if (isToldOf(head)) return undefined;
    if (next.kind === 'address' || next.word === 'to' || next.word === 'cc' || next.word === 'bcc') return 'email.send';
    return next.kind === 'word' &&
      !/^(?:from|inbox|address|me|list|folder|app|account|is|are|i|of|in|and|or|program|client)$/.test(next.word)
      ? 'email.send'
      : undefined;
  }
  if (/^(?:reply|respond)$/.test(head.verb)) return 'email.send';
  if (
    head.lead.some(({ kind }) => kind === 'address') &&
    head.lead.some(({ word }) => words.MAIL_NOUNS.has(word)) &&
    /^(?:say|tell|ask|mention|write|explain|let)$/.test(head.verb)
  )
    return 'email.send';
  if (/^(?:answer|forward)$/.test(head.verb) && (noun !== -1 || address)) return 'email.send';
  if (words.SEND.has(head.verb) || words.POST.has(head.verb)) {
    if (noun !== -1 && noun - head.at <= 6) return isSentAway(head, noun) ? 'email.send' : undefined;
    return address && !/^(?:put|get|make|create|new|start)$/.test(head.verb) ? 'email.send' : undefined;
  }
  return address && (words.TELL.has(head.verb) || /^(?:contact|answer|thank)$/.test(head.verb))
    ? 'email.send'
    : undefined;
}

/** `email sent to Ann`, `emails were lost`: what has been, not what shall be. */
const isToldOf = (head: Head, at = head.at) =>
  /^(?:was|were|is|are|has|had|got|sent|received|delivered|bounced|arrived|came|went|gets|did|will|would)$/.test(
    head.tokens[at + 1]!.word,
  );

/** `get my emails` asks for mails, `get an email to Ann` sends one. */
const isSentAway = (head: Head, noun: number) =>
  !/^(?:get|pass|put|post|drop|say|tell|update|let|notify|share|give|leave|type|ask|warn|add|need)$/.test(head.verb) ||
  head.tokens[noun + 1]?.word === 'to';

function calendar(head: Head): Intent | undefined {
  const { verb } = head;
  const next = head.next()?.word;
  if (/^(?:say|tell|ask|mention|write)$/.test(verb)) return undefined;
  if (verb === 'hold' && /^(?:off|on)$/.test(next ?? '') && !isTimed(head)) return undefined;
  if (verb === 'remind' && /^(?:me|us|myself)$/.test(next ?? ''))
    return /^(?:what|when|who|where|how|which|why)$/.test(head.next(2)?.word ?? '') ? undefined : 'calendar.create';
  // `schedule for today` and `calendar tomorrow` ask what is there.
  if (
    /^(?:schedule|calendar|plan)$/.test(verb) &&
    /^(?:for|of|on|today|tomorrow|this|next|events?|please|in|at|from)$/.test(next ?? 'for') &&
    !head.kind('address')
  )
    return undefined;
  if (/^(?:notify|alert|warn|remind|ping)$/.test(verb) && next === 'me')
    return head.has(words.EVENT_NOUNS) && !head.has(words.MAIL_NOUNS) ? 'calendar.create' : undefined;
  if (
    /^(?:give|send|have|start|get|set|create|make|add|need)$/.test(verb) &&
    head.word('reminder', 'notification', 'alert') &&
    !head.word('alarm') &&
    !head.has(words.MAIL_NOUNS) &&
    !head.kind('channel')
  )
    return 'calendar.create';
  if (verb === 'update' && head.has(words.CALENDARS) && head.word('with', 'to', 'add')) return 'calendar.create';
  const noun = head.find(({ kind, word }) => kind === 'word' && words.EVENT_NOUNS.has(word.replace(/'s$/, '')));
  const onCalendar = head.has(words.CALENDARS);
  if (head.word('alarm', 'alarms', 'timer', 'list', 'lists') && !onCalendar) return undefined;
  const isDrink =
    noun !== -1 &&
    head.tokens[noun]!.word === 'coffee' &&
    !head.word('with') &&
    !/^(?:schedule|invite|plan|arrange|book)$/.test(verb);
  if (isDrink && !onCalendar) return undefined;
  const other = head.find(({ kind, word }) => kind === 'word' && words.NOT_EVENTS.has(word));
  const mailed = head.find(({ kind, word }) => kind === 'word' && (words.MAIL_NOUNS.has(word) || word === 'message'));
  const isFirm = words.SCHEDULE.has(verb) && isAtClock(head) && head.find(({ word }) => ARRANGED.test(word)) === -1;
  const isOther = other !== -1 && !onCalendar && !isFirm && (noun === -1 || other < noun);
  if (isOther || (mailed !== -1 && !onCalendar && (noun === -1 || mailed < noun))) return undefined;
  if (verb === 'invite') return noun !== -1 || head.kind('address') ? 'calendar.create' : undefined;
  if (verb === 'meet') return head.kind('address') || isTimed(head) ? 'calendar.create' : undefined;
  const wide = new Head(head.tokens, head.at, Math.min(head.tokens.length, head.at + MOST_HEAD));
  if (words.SCHEDULE.has(verb))
    return (noun === -1 && isTimed(wide) && !head.kind('channel')) ||
      noun !== -1 ||
      onCalendar ||
      isTimed(head) ||
      head.kind('address')
      ? 'calendar.create'
      : undefined;
  if (/^(?:do|have|grab|get)$/.test(verb))
    return noun !== -1 && (head.word('with') || onCalendar) && isTimed(head) ? 'calendar.create' : undefined;
  if (
    words.PUT.has(verb) &&
    noun === -1 &&
    head.word('minutes', 'hour', 'hours', 'mins', 'min', 'time') &&
    head.word('with') &&
    isTimed(head)
  )
    return 'calendar.create';
  if (
    /^(?:set|find|get|put)$/.test(verb) &&
    head.word('aside', 'time') &&
    head.word('with', 'for') &&
    (head.kind('address') || isTimed(head))
  )
    return 'calendar.create';
  if (/^(?:add|put|enter|make|new)$/.test(verb) && noun === -1 && !onCalendar)
    return isAtClock(head) && !head.kind('channel') ? 'calendar.create' : undefined;
  if (words.PUT.has(verb)) return noun !== -1 || onCalendar ? 'calendar.create' : undefined;
  if (verb === 'send' && head.word('invite', 'invitation', 'invites')) return 'calendar.create';
  return undefined;
}

const TELLS_TIME =
  /^\d{1,2}(?:[:.]\d\d)?(?:am|pm)?(?:-\d{1,2}(?:[:.]\d\d)?)?(?:am|pm)$|^\d{1,2}[:.]\d\d(?:[-–]\d{1,2}[:.]\d\d)?$|^\d{1,2}[-–]\d{1,2}$|^\d{4}-\d\d-\d\d|^\d{1,2}\/\d{1,2}$|^(?:noon|midday|midnight|tomorrow|today|tonight|oclock|o'clock|pm|am|january|february|march|april|june|july|august|september|october|november|december)$/;

/** What others than a calendar keep the times of. */
const ARRANGED =
  /^(?:alarms?|timers?|taxi|cab|uber|lyft|flights?|hotel|tickets?|train|table|restaurant|seat|ride|reservation|playlist|list|reminder)$/;

const isTimed = (head: Head) =>
  head.lead.some(({ kind, word }) => kind === 'word' && (words.WEEKDAYS.has(word) || TELLS_TIME.test(word))) ||
  head.find(({ kind, word }) => kind === 'word' && (words.WEEKDAYS.has(word) || TELLS_TIME.test(word))) !== -1;

/** Words that make a sentence of what would be the name of an event. */
const NO_PART =
  /ed$|ing$|^(?:i|we|he|she|they|you|it|any|all|next|first|last|upcoming|list|what|which|is|was|had|has|have|no|not|my|cancel|delete|move|reschedule|change|postpone|remove|push|update|clear|edit|shift)$/;

/** A day and a time of it. */
const isAtClock = (head: Head) =>
  head.find(({ word }) => words.WEEKDAYS.has(word) || /^(?:tomorrow|today|tonight)$/.test(word)) !== -1 &&
  head.find(({ word }) => /^\d{1,2}(?:[:.]\d\d)?(?:[-–]\d{1,2})?(?:am|pm)?$|^noon$/.test(word)) !== -1;

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
function fragment(head: Head): Intent | undefined {
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
