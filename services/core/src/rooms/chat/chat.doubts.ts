// Whether a message is the answer to a question at all: it may take everything back, tell of a condition, or ask for something else.
import { quotesIn, read } from '@relay/intent';
import type { ActionDefinition } from '../../providers/index.js';
import { isTime } from './chat.answers.js';
import { propertiesOf } from './chat.checks.js';
import type { EngineContext } from './chat.engine.js';
import { isSame } from './chat.families.js';
import { kindOf } from './chat.targets.js';

export type Verdict =
  | 'answer'
  /** It takes back what was asked for. */
  | 'no'
  /** It is something else that is asked for. */
  | 'request'
  /** It could be an answer, and could be none. */
  | 'doubt';

const REFUSES = /^\W*(?:no|nope|don['\u2019]?t|do not|stop|wait|hold|cancel|never ?mind|forget)\b/i;
const ORDERS =
  /^\W*(?:(?:please|ok|okay|now|and|also|instead|can you|could you)\b\W*)*(?:send|e-?mail|mail|message|post|write|create|make|open|file|report|schedule|book|plan|arrange|invite|call|trigger|show|list|check|find|tell|notify)\b/i;

/** What leaves a target out, or puts it elsewhere: `anyone but ann@x.com`, `ann@x.com, bcc bob@x.com`. */
const SETS_APART =
  /(?<![^\s,;:(])(?:but|except|excluding|apart from|besides|instead|rather|other than|unlike|without|never|not|isn['\u2019]?t|b?cc|cop(?:y|ies)|or)(?![^\s,;:)])/i;

/** What keeps words from being an answer even where no target is asked for. */
const SPEAKS_AGAINST = ['negated', 'conditional', 'hypothetical', 'quoted', 'reported', 'past', 'question'];

/** What a message is to the question about one field. */
export function judgeAnswer(text: string, action: ActionDefinition, name: string, context: EngineContext): Verdict {
  const { now, timeZone, contacts, connected } = context;
  const { requests, gate, isNone } = read(text, { now, timeZone, contacts, connected: connected as never });
  const isOther = requests.some((request) => !isSame(request, { action: action.id }));
  const isWhole = requests.some(({ missing }) => missing.length === 0);
  if (isFreeText(action, name)) {
    if (isQuoted(text)) return 'answer';
    const isOrder = ORDERS.test(text) && requests.length > 0;
    if (isOrder && (requests.length > 1 || isWhole)) return 'request';
    return isOrder || REFUSES.test(text) || gate === 'negated' || gate === 'conditional' ? 'doubt' : 'answer';
  }
  if (gate === 'negated' && isNone) return 'no';
  if (kindOf(name) && !isQuoted(text) && SETS_APART.test(text)) return 'doubt';
  if (REFUSES.test(text) || (gate !== undefined && (kindOf(name) || SPEAKS_AGAINST.includes(gate)))) return 'doubt';
  if (requests.length > 1 || isOther || isWhole) return 'request';
  return quotesIn(text).some(([from, to]) => kindOf(name) === 'address' || !isAll(text, from, to)) ? 'doubt' : 'answer';
}

/** Whether any text can stand there, such as `stop`. */
export const isFreeText = (action: ActionDefinition, name: string): boolean => {
  const schema = propertiesOf(action)[name];
  return schema?.type === 'string' && kindOf(name) === undefined && !schema.enum && !isTime(schema);
};

const isQuoted = (text: string) => /^\s*(?:"[^"]*"|\u201c[^\u201d]*\u201d|'[^']*')\s*$/.test(text);
const isAll = (text: string, from: number, to: number) => text.slice(0, from).trim() + text.slice(to).trim() === '';
