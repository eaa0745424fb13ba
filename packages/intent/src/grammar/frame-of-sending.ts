// Frames of what is sent or opened: webhooks, issues, messages, mails.
import type { Intent } from '../understanding.js';
import type { Head } from './head.js';
import * as words from './words.js';

/** `remind me to …`, `tell me how to …`: for nobody else. */
const isToMe = (head: Head) =>
  /^(?:remind|tell|ask|show|teach|let|give|notify|alert)$/.test(head.verb) &&
  /^(?:me|us|myself)$/.test(head.next()?.word ?? '');

export function webhook(head: Head): Intent | undefined {
  const noun = head.has(words.HOOK_NOUNS);
  const link = head.kind('link');
  if ((!noun && !link) || isToMe(head)) return undefined;
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

export function issue(head: Head): Intent | undefined {
  if (!words.CREATE.has(head.verb)) return undefined;
  const noun = head.find(({ kind, word }) => kind === 'word' && words.ISSUE_NOUNS.has(word));
  if (noun !== -1 && (/s$/.test(head.tokens[noun]!.word) || /^#?\d+$/.test(head.tokens[noun + 1]?.word ?? '')))
    return undefined;
  if (noun !== -1 && /^labels?$/.test(head.tokens[noun - 1]!.word)) return undefined;
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

export function chat(head: Head): Intent | undefined {
  if (isToMe(head)) return undefined;
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

export function mail(head: Head): Intent | undefined {
  const next = head.next();
  const address = head.kind('address');
  const noun = head.find(({ kind, word }) => kind === 'word' && words.MAIL_NOUNS.has(word));
  // `tell ann@x.com her mail bounced`
  if (/^(?:tell|let|inform|notify|warn|ask)$/.test(head.verb) && next?.kind === 'address') return 'email.send';
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
  // `drop a line to Ann`
  if (
    /^(?:drop|send|shoot|write)$/.test(head.verb) &&
    head.word('line') &&
    !head.kind('channel') &&
    isForSomebody(head)
  )
    return 'email.send';
  if (/^e-?mail$/.test(head.verb) && isAlone(head)) return 'email.send';
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

/** `email`, and nothing else. */
const isAlone = ({ tokens, at, lead }: Head) =>
  lead.length === at && tokens.every(({ kind }, index) => index <= at || kind === 'punctuation');

/** `a line to Ann`, `Ann a line`, and not `a line in the file`. */
const isForSomebody = (head: Head) => {
  const line = head.find(({ word }) => word === 'line');
  const [before, behind] = [head.tokens[line - 1]!.word, head.tokens[line + 1]?.word];
  const isNamed = line - head.at > 2 && !/^(?:a|an|the)$/.test(head.next()!.word);
  return /^(?:a|short|quick)$/.test(before) && (behind === 'to' || isNamed);
};

/** `email sent to Ann`, `emails were lost`: what has been, not what shall be. */
export const isToldOf = (head: Head, at = head.at) =>
  /^(?:was|were|is|are|has|had|got|sent|received|delivered|bounced|arrived|came|went|gets|did|will|would)$/.test(
    head.tokens[at + 1]!.word,
  );

/** `get my emails` asks for mails, `get an email to Ann` sends one. */
const isSentAway = (head: Head, noun: number) =>
  !/^(?:get|pass|put|post|drop|say|tell|update|let|notify|share|give|leave|type|ask|warn|add|need)$/.test(head.verb) ||
  head.tokens[noun + 1]?.word === 'to';
