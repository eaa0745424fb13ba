export const JSON_VIEW = String.raw`// JSON, indented and coloured. It works on the text itself: JSON.parse would round long numbers and drop repeated names.
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null|[{}[\],:]/g;
const EMPTY = /^[{[]\s*[}\]]/;

export function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** The document as nodes, at most so many characters of it. */
export function jsonView(text, most) {
  const view = document.createDocumentFragment();
  let plain = '';
  let depth = 0;
  let written = 0;
  const write = (piece, kind) => {
    written += piece.length;
    if (!kind) {
      plain += piece;
      return;
    }
    const span = Object.assign(document.createElement('span'), { className: kind, textContent: piece });
    view.append(plain, span);
    plain = '';
  };
  const line = () => '\n' + '  '.repeat(Math.min(depth, 40));

  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match && written < most; match = TOKEN.exec(text)) {
    const [token] = match;
    if (token === '{' || token === '[') {
      const empty = EMPTY.exec(text.slice(match.index, match.index + 1000));
      if (empty) {
        TOKEN.lastIndex = match.index + empty[0].length;
        write(token === '{' ? '{}' : '[]');
      } else {
        depth += 1;
        write(token + line());
      }
    } else if (token === '}' || token === ']') {
      depth -= 1;
      write(line() + token);
    } else if (token === ',') write(token + line());
    else if (token === ':') write(': ');
    else write(token.slice(0, most), kindOf(token, text, TOKEN.lastIndex));
  }
  view.append(plain);
  return view;
}

function kindOf(token, text, end) {
  if (token[0] !== '"') return /[tfn]/.test(token[0]) ? 'json-word' : 'json-number';
  return /^\s*:/.test(text.slice(end, end + 100)) ? 'json-name' : 'json-string';
}
`;
