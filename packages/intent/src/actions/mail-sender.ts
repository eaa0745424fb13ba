// Whose mails are asked for.
import { isName } from '../grammar/told.js';
import type { Token } from '../text/token.js';
import type { Contact } from '../understanding.js';
import type { Builder, Request } from './build.js';
import { contactsNamed } from './people.js';

const STOPS =
  /^(?:about|regarding|from|in|on|with|that|which|since|today|yesterday|this|last|please|and|sent|before|after|mentioning|containing|to|unread|received|for|during|of|concerning|who|when|while|at|my|inbox|matching|related|subject|or|again|now)$/;

/** Sets who the mails are from, by the words from a token on, and says where they end. */
export function setSender(
  builder: Builder,
  text: string,
  tokens: readonly Token[],
  from: number,
  to: number,
  contacts: readonly Contact[],
): number {
  const first = tokens[from];
  if (
    !first ||
    from >= to ||
    /^(?:today|yesterday|last|this|my|the|monday|tuesday|wednesday|thursday|friday|saturday|sunday|inbox|gmail|outlook)$/.test(
      first.word,
    )
  ) {
    if (
      !(
        first &&
        /^(?:my|the)$/.test(first.word) &&
        !/^(?:inbox|last|past|email|mailbox|account)$/.test(tokens[from + 1]?.word ?? '')
      )
    )
      return from;
  }
  const start = /^(?:my|the)$/.test(first.word) ? from + 1 : from;
  const end = tokens[start]?.kind === 'address' ? start + 1 : phraseEnd(tokens, start, to, STOPS);
  if (end === start) return from;
  const span = [tokens[start]!.start, tokens[end - 1]!.end] as const;
  const found = contactsNamed(text.slice(...span), contacts);
  if (tokens.slice(start, end).some(({ problem }) => problem))
    builder.assume('The sender is left out: its address is not written as it should be.');
  else if (found.length === 1) {
    builder.put('from', found[0]!.email, span);
    builder.suggestion.provenance['/from'] = { source: 'contact', span: [...span] };
  } else builder.cut('from', span);
  return end;
}

/** Whether one more sender stands at a token: `… or Bo`, `… and bo@x.com`. */
export const isOneMore = ({ text, tokens, context }: Request, at: number) => {
  const [join, next] = [tokens[at]?.word ?? '', tokens[at + 1]];
  if (!/^(?:and|or|&|,)$/.test(join) || !next) return false;
  const name = text.slice(next.start, next.end);
  return (
    next.kind === 'address' ||
    (next.kind === 'word' &&
      (join === 'or' || isName(text, next) || contactsNamed(name, context.contacts ?? []).length > 0))
  );
};

/** Tokens of a phrase that ends at a word of another part. */
export function phraseEnd(tokens: readonly Token[], from: number, to: number, stops: RegExp): number {
  let end = from;
  while (
    end < to &&
    tokens[end]!.kind !== 'quote' &&
    !(tokens[end]!.kind === 'punctuation' && /[.,;!?:]/.test(tokens[end]!.word)) &&
    !(end > from && stops.test(tokens[end]!.word))
  )
    end++;
  return end;
}
