const WIDTH = 108;

/** A docstring at this indentation. Its lines are as they shall be; `wrapped` makes them. */
export function docstring(lines: string[], indentation: string): string {
  const text = lines
    .join('\n')
    .trim()
    .replaceAll('\\', '\\\\')
    .replaceAll('"""', '\\"\\"\\"')
    // A quotation mark before the closing ones would be read as one of them.
    .replace(/"$/, '\\"');
  const [first = '', ...rest] = text.split('\n');
  const indented = rest.map((line) => (line ? indentation + line : ''));
  const end = rest.length > 0 ? `\n${indentation}"""` : '"""';
  return `${indentation}"""${[first, ...indented].join('\n')}${end}`;
}

/** Text in lines that an editor shows whole; those after the first begin with `hanging`. */
export function wrapped(text: string, hanging = ''): string[] {
  const lines: string[] = [];
  const [, start = '', words = ''] = /^( *)(.*)$/.exec(text) ?? [];
  let line = '';
  for (const word of words.split(' ')) {
    if (line && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = hanging + word;
    } else line = line ? `${line} ${word}` : start + word;
  }
  return [...lines, line];
}

/** A sentence in one line that ends with a full stop, as Python's docstrings do. */
export const sentence = (text = '') =>
  text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replace(/([^.!?:])$/, '$1.');
