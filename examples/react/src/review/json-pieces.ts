// JSON, indented and in pieces to colour. It works on the text itself: JSON.parse would round long numbers and drop repeated names,
// and then the page would not show what is sent.

export type PieceKind = 'name' | 'string' | 'number' | 'word' | 'mark';
export interface Piece {
  kind: PieceKind;
  text: string;
  /** Where it stands in the text; tells pieces apart. */
  at: number;
}

const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;

export function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

export function jsonPieces(json: string): Piece[] {
  const tokens = [...json.matchAll(TOKEN)].map(({ 0: text, index }) => ({ text, at: index }));
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  return tokens.map(({ text, at }, index): Piece => {
    const next = tokens[index + 1]?.text;
    const mark = (shown: string): Piece => ({ kind: 'mark', text: shown, at });
    switch (text) {
      case '{':
      case '[':
        if (next === '}' || next === ']') return mark(text);
        depth += 1;
        return mark(text + line());
      case '}':
      case ']': {
        const before = tokens[index - 1]?.text;
        if (before === '{' || before === '[') return mark(text);
        depth -= 1;
        return mark(line() + text);
      }
      case ',':
        return mark(text + line());
      case ':':
        return mark(': ');
      default:
        return { kind: kindOf(text, next), text, at };
    }
  });
}

function kindOf(token: string, next: string | undefined): PieceKind {
  if (token.startsWith('"')) return next === ':' ? 'name' : 'string';
  return /^[tfn]/.test(token) ? 'word' : 'number';
}
