/** One event of a `text/event-stream`. Relay uses neither its id nor its retry. */
export interface ServerSentEvent {
  /** `message` if the stream gives it no other. */
  name: string;
  data: string;
}

/**
 * Reads `text/event-stream` as the WHATWG says: lines end with CR, LF or CRLF, and a text may end anywhere, also within a CRLF.
 * Each character is looked at once, however the text is cut.
 */
export class EventParser {
  #line = '';
  #endedWithCR = false;
  #name = '';
  #data: string[] = [];

  /** The events that this piece of text completes. What it leaves unfinished waits for the next one. */
  *read(text: string): Generator<ServerSentEvent, void, undefined> {
    let from = this.#endedWithCR && text.startsWith('\n') ? 1 : 0;
    if (text) this.#endedWithCR = text.endsWith('\r');
    for (const { 0: end, index } of text.matchAll(/\r\n?|\n/g)) {
      if (index < from) continue;
      const event = this.#endLine(this.#line + text.slice(from, index));
      this.#line = '';
      from = index + end.length;
      if (event) yield event;
    }
    this.#line += text.slice(from);
  }

  /** An empty line ends an event; one without data is none. */
  #endLine(line: string): ServerSentEvent | undefined {
    if (line) {
      const [, field, value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
      if (field === 'data') this.#data.push(value);
      if (field === 'event') this.#name = value;
      return undefined;
    }
    const event = this.#data.length > 0 ? { name: this.#name || 'message', data: this.#data.join('\n') } : undefined;
    this.#name = '';
    this.#data = [];
    return event;
  }
}
