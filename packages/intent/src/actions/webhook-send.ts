import type { Token } from '../text/token.js';
import { Builder, type Built, type Request } from './build.js';
import { targetQuestion } from './people.js';

/** A webhook to send. */
export function webhookToSend({ text, tokens, at, end }: Request): Built {
  const builder = new Builder(text, 'webhook.send');
  const links = tokens.slice(0, end).filter(({ kind }) => kind === 'link' || kind === 'address');
  const question = setUrl(builder, text, links);
  if (builder.suggestion.input.url === undefined) builder.miss('url');
  const method = tokens
    .slice(0, end)
    .find(
      ({ word, kind, start, end: last }, index) =>
        kind === 'word' &&
        /^(?:put|patch|get|delete|head)$/.test(word) &&
        (index === at ||
          text.slice(start, last) === word.toUpperCase() ||
          /^(?:a|using|method|with|as|via|of)$/.test(tokens[index - 1]?.word ?? '')),
    );
  const post = tokens.slice(0, end).find(({ word }) => word === 'post');
  if (method && /^(?:put|patch)$/.test(method.word))
    builder.put('method', method.word.toUpperCase(), [method.start, method.end]);
  else if (method) builder.miss('method');
  else if (post) builder.put('method', 'POST', [post.start, post.end]);
  setPayload(builder, text, tokens, end);
  const free = tokens.flatMap(({ kind }, index) =>
    kind === 'json' ? [{ start: index, end: index + 1, delimited: true, quoted: true }] : [],
  );
  return { suggestion: builder.suggestion, free, ...(question && { question }) };
}

function setUrl(builder: Builder, text: string, links: readonly Token[]): Built['question'] | undefined {
  const bad = links.find(({ problem, kind }) => problem || kind === 'address');
  const urls = new Set(links.map(({ start, end }) => text.slice(start, end)));
  if (bad)
    return {
      about: 'target',
      pointer: '/url',
      text: targetQuestion(text.slice(bad.start, bad.end), bad.problem ?? 'malformed'),
    };
  if (urls.size > 1)
    return {
      about: 'multi',
      pointer: '/url',
      text: 'To which URL?',
      choices: [...urls].map((url) => ({ label: url, value: url })),
    };
  if (links[0]) builder.cut('url', [links[0].start, links[0].end]);
  return undefined;
}

function setPayload(builder: Builder, text: string, tokens: readonly Token[], end: number): void {
  const found = tokens.slice(0, end).filter(({ kind }) => kind === 'json');
  const [first] = found;
  if (found.length > 1 || first?.problem) builder.miss('payload');
  else if (first) builder.put('payload', JSON.parse(text.slice(first.start, first.end)), [first.start, first.end]);
  else if (quotedJson(builder, text, tokens, end)) return;
  else if (
    tokens.slice(0, end).some(({ kind }) => kind === 'quote') ||
    tokens
      .slice(0, end)
      .some(
        ({ word, kind }) =>
          kind === 'word' && /^(?:payload|body|json|data|content|containing|saying|that)$|^[\w.-]+=/.test(word),
      ) ||
    /\{/.test(text)
  )
    builder.miss('payload');
}

/** JSON in quotation marks: a string of JSON would be said with its own. */
function quotedJson(builder: Builder, text: string, tokens: readonly Token[], end: number): boolean {
  const quote = tokens
    .slice(0, end)
    .find(({ kind, inner }) => kind === 'quote' && /^[[{]/.test(text.slice(...inner!).trim()));
  if (!quote) return false;
  try {
    builder.put('payload', JSON.parse(text.slice(...quote.inner!)), quote.inner!);
    return true;
  } catch {
    return false;
  }
}
