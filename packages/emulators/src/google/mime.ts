// As much of MIME as is looked at here.

/** Unfolded, by their names in lower case. */
export function headersOf(raw: string): Record<string, string> {
  const [head = ''] = raw.split(/\r?\n\r?\n/, 1);
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  return Object.fromEntries(
    lines.flatMap((line) => {
      const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
      return name ? [[name.toLowerCase(), value!]] : [];
    }),
  );
}

/** RFC 2047: `=?utf-8?B?…?=` and `=?utf-8?Q?…?=`. */
export function decodedWords(text: string): string {
  return text.replaceAll(/(\?=)\s+(=\?)/g, '$1$2').replaceAll(/(?:=\?utf-8\?[bq]\?[^?]*\?=)+/gi, (words) => {
    const parts = [...words.matchAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi)];
    // One character may be cut between two words.
    return Buffer.concat(parts.map(([, kind = '', value = '']) => decodedWord(kind.toLowerCase(), value))).toString(
      'utf8',
    );
  });
}

function decodedWord(kind: string, value: string): Buffer {
  if (kind === 'b') return Buffer.from(value, 'base64');
  const bytes = value
    .replaceAll('_', ' ')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1');
}
