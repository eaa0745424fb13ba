// What the page makes of the messages of `useChat`: sentences, and cards for what Relay suggests.
import type { UIMessage } from 'ai';
import type { ChatResult, Execution, Suggestion } from '../calls/index.ts';

/** Relay's own parts are data; the AI SDK hands them on as they are. */
export type RelayMessage = UIMessage<
  { isUnfinished: boolean } | undefined,
  { 'relay-suggestion': Suggestion; 'relay-result': ChatResult }
>;
type Part = RelayMessage['parts'][number];
type Call = Extract<Part, { type: 'dynamic-tool' }>;

export type Item =
  | {
      kind: 'text';
      key: string;
      text: string;
      isDone: boolean;
      /** A card that follows says the same, and more. */
      isInCard: boolean;
    }
  | { kind: 'card'; key: string; card: Card };
export interface Turn {
  id: string;
  role: RelayMessage['role'];
  items: Item[];
  /** It failed or was stopped. */
  isUnfinished: boolean;
}
export interface Card {
  turnId: string;
  suggestion: Suggestion;
  /** Which one it is of those that the same message asks about, from 1 on. */
  place: number;
  of: number;
  /** Asks for a yes or a no, and says later how that ended. */
  call: Call | undefined;
  /** What it has done, or found. */
  execution: Execution | undefined;
  /** A later message shows the same suggestion anew. */
  isReplaced: boolean;
}

export type Statuses = Record<string, Suggestion['status']>;

export const placeOf = (messageId: string, suggestionId: string) => `${messageId} ${suggestionId}`;

/** `statuses` are those that Relay has told since, by the place of the suggestion. */
export function turnsOf(messages: RelayMessage[], statuses: Statuses = {}): Turn[] {
  const newest = new Map<string, string>();
  for (const { id, parts } of messages) for (const { data } of suggestionsIn(parts)) newest.set(data.id, id);
  return messages.map(({ id, role, parts, metadata }) => ({
    id,
    role,
    isUnfinished: metadata?.isUnfinished ?? false,
    items: parts.flatMap((part, index): Item[] => {
      const key = `${id} ${index}`;
      if (part.type === 'text') {
        const isInCard = isOffer(parts[index + 1]);
        return [{ kind: 'text', key, text: part.text, isDone: part.state !== 'streaming', isInCard }];
      }
      if (part.type !== 'data-relay-suggestion') return [];
      const again = parts.findLastIndex((other) => other.type === part.type && other.data.id === part.data.id);
      if (again !== index) return [];
      const isReplaced = newest.get(part.data.id) !== id;
      const suggestion = { ...part.data, status: statuses[placeOf(id, part.data.id)] ?? part.data.status };
      return [{ kind: 'card', key, card: { turnId: id, ...cardOf(suggestion, parts), isReplaced } }];
    }),
  }));
}

function cardOf(suggestion: Suggestion, parts: Part[]): Omit<Card, 'turnId' | 'isReplaced'> {
  const asked = suggestionsIn(parts).filter(({ data }) => data.status === 'asking');
  const place = asked.findIndex(({ data }) => data.id === suggestion.id) + 1;
  const call = parts.find(
    (part): part is Call => part.type === 'dynamic-tool' && part.toolCallId === suggestion.previewId,
  );
  const results = parts.filter((part) => part.type === 'data-relay-result');
  const execution = results.findLast(({ data }) => data.suggestionId === suggestion.id)?.data.execution;
  return { suggestion, place, of: asked.length, call, execution };
}

const isOffer = (part: Part | undefined) => part?.type === 'data-relay-suggestion' && part.data.previewId !== null;
const suggestionsIn = (parts: Part[]) => parts.filter((part) => part.type === 'data-relay-suggestion');

export type CardState =
  | 'replaced'
  /** Fields are missing. */
  | 'asking'
  /** It waits for a yes or a no to a question about it as a whole. */
  | 'doubtful'
  /** Nothing is missing, and something stands in its way. */
  | 'waiting'
  /** It has a preview that can be confirmed. */
  | 'ready'
  /** Confirmed, and no answer is there yet. */
  | 'sending'
  /** It was confirmed or declined, and nobody waits for the answer any more. */
  | 'unanswered'
  | 'ended'
  | 'declined'
  /** Relay did not run what was confirmed. */
  | 'refused';

/** `busy`: a reply is under way. */
export function stateOf({ suggestion, call, execution, isReplaced }: Card, busy: boolean): CardState {
  if (execution || suggestion.executionId !== null) return 'ended';
  switch (call?.state) {
    case 'input-available':
      // A confirm that is gone on with after a reload, or an offer whose request for approval is about to come.
      if (suggestion.status !== 'confirmed') break;
      return busy ? 'sending' : 'unanswered';
    case 'approval-responded':
      return busy ? 'sending' : 'unanswered';
    case 'output-denied':
      return 'declined';
    case 'output-error':
      return 'refused';
    case 'output-available':
      return 'ended';
  }
  if (isReplaced) return 'replaced';
  switch (suggestion.status) {
    case 'asking':
      return suggestion.missing.length > 0 ? 'asking' : 'doubtful';
    case 'confirmed':
    case 'done':
      return 'ended';
    default:
      return suggestion.status as 'waiting' | 'ready' | 'declined' | 'replaced';
  }
}

/** What Relay has said last, as far as it is said to its end: a screen reader gets sentences, and not their beginnings. */
export function lastSaid(turns: Turn[]): string {
  const turn = turns.at(-1);
  if (turn?.role !== 'assistant') return '';
  return turn.items.flatMap((item) => (item.kind === 'text' && item.isDone ? [item.text] : [])).at(-1) ?? '';
}
