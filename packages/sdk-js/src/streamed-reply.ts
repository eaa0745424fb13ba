import type { ChatEvent, ChatResult, Suggestion } from './generated/types.gen.js';

/**
 * What a stream of chat has come to, with the fields of `chat.send`'s reply: give it each event as it comes. Of a stream that breaks
 * off it has what was said until then.
 *
 * ```ts
 * const reply = new StreamedReply();
 * for await (const event of await relay.chat.stream({ message })) {
 *   reply.add(event);
 *   if (event.type === 'text-delta') process.stdout.write(event.delta);
 * }
 * console.log(reply.suggestions);
 * ```
 */
export class StreamedReply {
  /** `chat_…`; undefined until the stream has told it. */
  sessionId: string | undefined;
  /** `msg_…`; undefined until the stream has begun. */
  messageId: string | undefined;
  /** What an approval is sent back with, by the id of the preview that it is for. Each works once. */
  approvalIds = new Map<string, string>();
  /** `tool-calls` when an approval is waited for; undefined until the reply is complete. */
  finishReason: string | undefined;
  #texts = new Map<string, string>();
  #suggestions = new Map<string, Suggestion>();
  #results = new Map<string, ChatResult>();

  /** What was said to a person. */
  get text(): string {
    return [...this.#texts.values()].join('\n\n');
  }

  /** Each as it was told last. */
  get suggestions(): Suggestion[] {
    return [...this.#suggestions.values()];
  }

  /** What reads found, and what came of what was approved. */
  get results(): ChatResult[] {
    return [...this.#results.values()];
  }

  /** Takes the next event. A stream that begins anew, such as one that is resumed, is a reply of its own. */
  add(event: ChatEvent): void {
    switch (event.type) {
      case 'start':
        this.messageId = event.messageId;
        this.finishReason = undefined;
        for (const told of [this.#texts, this.#suggestions, this.#results, this.approvalIds]) told.clear();
        break;
      case 'data-relay-session':
        this.sessionId = event.data.sessionId;
        break;
      case 'text-delta':
        this.#texts.set(event.id, (this.#texts.get(event.id) ?? '') + event.delta);
        break;
      case 'data-relay-suggestion':
        this.#suggestions.set(event.id, event.data);
        break;
      case 'data-relay-result':
        this.#results.set(event.id, event.data);
        break;
      case 'tool-approval-request':
        this.approvalIds.set(event.toolCallId, event.approvalId);
        break;
      case 'finish':
        this.finishReason = event.finishReason ?? 'stop';
        break;
    }
  }
}
