// Asking for mails: by a command, by a question, or by their name alone.
import type { Token } from '../text/token.js';
import { LOOK, MAIL_NOUNS, MAILBOXES } from './words.js';

const ASKING =
  /^(?:what|what's|whats|any|do|did|have|has|is|are|who|who's|anything|anyone|how|when|was|does|which|anybody|got|there)$/;
const BEFORE_MAIL =
  /^(?:my|the|all|new|unread|latest|last|recent|newest|most|today's|yesterday's|any|important|\d+|two|three|four|five|ten|incoming|other|work|first|some|personal|gmail|outlook|of|flagged|few)$/;
const WROTE =
  /^(?:emailed|mailed|e-mailed|email|mail|written|replied|reply|responded|write|send|sent|answered|contacted)$/;

/** Whether the words from `at` to `end` ask for mails. */
export function isListFrame(tokens: readonly Token[], at: number, end: number): boolean {
  const verb = tokens[at]!.word;
  const words = tokens.slice(at, end).map(({ word }) => word);
  const mail = words.findIndex(
    (word, index) => MAIL_NOUNS.has(word) || MAILBOXES.has(word) || (/^messages?$/.test(word) && isMail(words, index)),
  );
  if (
    words.some((word) =>
      /^(?:address|addresses|delete|remove|archive|password|contact|contacts|trash|unsubscribe|settings|app)$/.test(
        word,
      ),
    )
  )
    return false;
  if (isWritten(tokens, at, end) || isToldToOther(tokens[at + 1], words)) return false;
  if (mail === -1 && (isSentToMe(words) || hasWrittenToMe(words))) return true;
  if (
    mail === -1 &&
    /^(?:anything|something)$/.test(verb) &&
    words.includes('from') &&
    tokens.slice(at, end).some(({ kind }) => kind === 'address')
  )
    return true;
  if (mail === -1 && /^(?:did|has|have)$/.test(verb) && tokens[at + 1]?.kind === 'address')
    return WROTE.test(words[2] ?? '');
  if (mail === -1)
    return (
      /^(?:did|has|have|who|anyone|anybody)$/.test(verb) &&
      words.at(-1) === 'me' &&
      words.some((word) => WROTE.test(word))
    );
  if (verb === 'open' && words.includes('new') && !words.includes('from') && !/s$/.test(words[mail]!)) return false;
  if (verb === 'let' && words[1] === 'me') return mail <= 12 && /^(?:know|see|hear|check|read)$/.test(words[2] ?? '');
  const isAddressed = tokens
    .slice(at, end)
    .some(({ kind }, index) => kind === 'address' && (index === mail + 1 || words[index - 1] === 'to'));
  if (LOOK.has(verb)) return !isAddressed && mail <= 12 && !isSent(words);
  if (ASKING.test(verb))
    return (
      asksForMail(words, mail) &&
      tokens[at + mail + 1]?.kind !== 'address' &&
      !(verb === 'when' && !/^(?:did|was|has|have|do|is)$/.test(words[1] ?? ''))
    );
  return (
    words.slice(0, mail).every((word) => BEFORE_MAIL.test(word)) &&
    !/^(?:to|is|was)$/.test(words[mail + 1] ?? '') &&
    (mail > 0 ||
      /^(?:from|about|by|regarding|mentioning)$/.test(words[1] ?? '') ||
      (MAILBOXES.has(words[mail]!) && !/^(?:address|link|channel)$/.test(tokens[at + 1]?.kind ?? '')))
  );
}

/** `tell Ann her mail bounced`: what is told of a mail to somebody else. */
const isToldToOther = (next: Token | undefined, [verb, whom = 'me', ...said]: string[]) =>
  /^(?:tell|inform|notify|alert|let|give)$/.test(verb!) &&
  (next?.kind === 'address' ||
    (/^(?:the|my|our|all)$/.test(whom) &&
      said
        .slice(0, said.findIndex((word) => MAIL_NOUNS.has(word)) + 1)
        .some((word) => /^(?:i|we|he|she|they|you|his|her|their|that)$/.test(word))) ||
    !/^(?:me|us|if|whether|when|how|what|who|which|about|of|the|my|our|all|any|new|unread|latest|newest|last|recent|each|every|please|out|a|an|\d+|to)$/.test(
      whom,
    ));

/** `do send ann@x.com an email`, `… to ann@x.com saying …`, `body: …`: a mail is to be written, in words of no frame. */
function isWritten(tokens: readonly Token[], at: number, end: number): boolean {
  const head = tokens.slice(at, end);
  const whom = head.findIndex(
    ({ kind }, index) =>
      kind === 'address' && !/^(?:from|by|did|has|have|does|if|whether|with)$/.test(head[index - 1]?.word ?? ''),
  );
  const sends = head.findIndex(
    ({ word }, index) => /^(?:send|write|forward|email|mail|drop|shoot)$/.test(word) && index > 0 && index < whom,
  );
  const isSaid = /^(?:saying|telling|asking|that|:)$/.test(tokens[end]?.word ?? '');
  const isToOther = head.some(
    ({ word }, index) => word === 'to' && !/^(?:me|us|my)$/.test(head[index + 1]?.word ?? 'me'),
  );
  const hasBody = tokens
    .slice(end, end + MOST_FORM)
    .some(({ word }, index) => word === 'body' && tokens[end + index + 1]?.word === ':');
  return (
    (whom !== -1 && (isSaid || hasBody || (sends !== -1 && whom - sends <= 2))) ||
    (isToOther && /^(?:saying|telling)$/.test(tokens[end]?.word ?? ''))
  );
}

/** In tokens. */
const MOST_FORM = 40;

/** `what did Ann send me` */
const isSentToMe = (words: string[]) =>
  /^(?:what|anything|show|did|has|have|tell|see)\b/.test(words[0]!) &&
  words.some((word, index) => /^(?:send|sent|write|written|wrote)$/.test(word) && words[index + 1] === 'me') &&
  !words.some((word) => /^(?:i|a|the|picture|photo|text|file)$/.test(word));

/** `check if Ann emailed me` */
const hasWrittenToMe = (words: string[]) =>
  words.includes('me') &&
  words.some(
    (word, index) =>
      index > 0 && LOOK.has(words[0]!) && /^(?:if|whether)$/.test(words[1] ?? words[2] ?? '') && WROTE.test(word),
  );

const isMail = (words: string[], index: number) =>
  !words.some((word) => /^(?:teams|channel|chat|text|slack|space|voice)$/.test(word)) &&
  (/^(?:from|about)$/.test(words[index + 1] ?? '') ||
    words.slice(0, index).some((word) => /^(?:unread|latest|newest|last|recent|new)$/.test(word)));

const isSent = (words: string[]) =>
  words.some((word, index) => /^(?:i|we)$/.test(word) && /^(?:sent|wrote|send|emailed)$/.test(words[index + 1] ?? ''));

function asksForMail(words: string[], mail: number): boolean {
  const all = words.join(' ');
  if (words[0] === 'who' && words.includes('to') && !words.includes('me')) return false;
  if (
    isSent(words) ||
    /^(?:how (?:do|to|can|does|should|would)|what (?:is an?|does|do|would|if)|do you|does relay|can)/.test(all)
  )
    return false;
  if (
    /^(?:did|have|do|had) (?:i|we|you) (?:already |ever |just )?(?:send|sent|write|written|email|emailed|mail|reply|respond|forget)/.test(
      all,
    )
  )
    return false;
  // Somebody's email, asked for by name, is an address.
  if (
    /^(?:what|what's|whats) (?:is )?(?:the )?[\p{L}]+(?:'s|s)? [\p{L}'s ]*(?:email|mail)$/u.test(all) &&
    !/new|latest|last|recent|my/.test(all)
  )
    return false;
  return mail <= 12;
}
