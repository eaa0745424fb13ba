/** Longer than any line that Relay writes; a file without line breaks must not fill the memory. */
const MOST_CHARACTERS = 16 * 1024 * 1024;

export interface Line {
  /** From 1, as editors count. */
  number: number;
  text: string;
}

// Not node:readline, which also breaks at U+2028 and U+2029; JSON may hold both.
/** Reads a text line by line, in constant memory. A line's end is \n or \r\n. */
export async function* readLines(stream: AsyncIterable<Uint8Array>): AsyncGenerator<Line> {
  const decoder = new TextDecoder(); // not fatal: a broken download may end within a character
  let number = 0;
  let rest = '';
  const line = (text: string): Line => ({ number: ++number, text: text.endsWith('\r') ? text.slice(0, -1) : text });
  for await (const chunk of stream) {
    const texts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = texts.pop()!;
    if (rest.length > MOST_CHARACTERS) throw new Error(`line ${number + texts.length + 1} does not end`);
    yield* texts.map(line);
  }
  rest += decoder.decode();
  if (rest !== '') yield line(rest);
}
