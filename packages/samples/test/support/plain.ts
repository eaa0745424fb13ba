/** Output without what differs from call to call (ids, digests, secrets, hashes, instants) or by how a language prints a value. */
export function plain(output: string): string[] {
  const kinds: [RegExp, string][] = [
    [/\b(prv|exe|conn|chat|msg|sug|key|evt|whe|whd|acp|ws|org)_[0-9a-z]{26}\b/g, '$1_…'],
    [/\bsha256-[\w-]+/g, 'sha256-…'],
    [/\b(relay_test|whsec)_[\w+/=]+/g, '$1_…'],
    [/\b[0-9a-f]{64}\b/g, '(hash)'],
    [/\b\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(\.\d+)?(Z|\+00:00)/g, '(instant)'],
    [/\bstate=[\w-]{43}/g, 'state=…'],
    [/\b([rt])=\d+/g, '$1=…'],
    [/\bTrue\b/g, 'true'],
    [/\bFalse\b/g, 'false'],
    [/\bNone\b/g, 'null'],
    [/['"\s]/g, ''],
  ];
  const lines = output.trimEnd().split('\n');
  return lines.map((line) => kinds.reduce((text, [pattern, kind]) => text.replaceAll(pattern, kind), line));
}
