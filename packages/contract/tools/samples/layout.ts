/** A piece of code: text, or items between brackets, on one line where they fit and on a line each where they do not. */
export type Code = string | Group;
export interface Group {
  open: string;
  items: Code[];
  close: string;
  /** What stands inside the brackets on one line: `{ a: 1 }` has a space, `[1]` has none. */
  padding: '' | ' ';
}
export interface Style {
  width: number;
  indent: string;
  /** What follows the last item when each has a line of its own. */
  trailing: '' | ',';
}

export const group = (open: string, items: Code[], close: string, padding: '' | ' ' = ''): Group => ({
  open,
  items,
  close,
  padding,
});

/** Puts text in front of a piece of code. */
export const prefixed = (prefix: string, code: Code): Code =>
  typeof code === 'string' ? prefix + code : { ...code, open: prefix + code.open };

/** Puts text behind a piece of code. */
export const suffixed = (code: Code, suffix: string): Code =>
  typeof code === 'string' ? code + suffix : { ...code, close: code.close + suffix };

/** Writes a piece of code at this indentation. */
export function layOut(code: Code, style: Style, indentation = ''): string {
  const flat = indentation + onOneLine(code);
  if (typeof code === 'string' || flat.length <= style.width || code.items.length === 0) return flat;
  const lines = code.items.map((item, index) => {
    const separator = index < code.items.length - 1 ? ',' : style.trailing;
    return layOut(suffixed(item, separator), style, indentation + style.indent);
  });
  return [indentation + code.open, ...lines, indentation + code.close].join('\n');
}

function onOneLine(code: Code): string {
  if (typeof code === 'string') return code;
  if (code.items.length === 0) return code.open + code.close;
  return code.open + code.padding + code.items.map(onOneLine).join(', ') + code.padding + code.close;
}
