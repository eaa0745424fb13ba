import type { Language, Sample } from './run.ts';

const LANGUAGES: Record<string, Language> = {
  sh: 'sh',
  bash: 'sh',
  shell: 'sh',
  js: 'js',
  javascript: 'js',
  mjs: 'js',
  ts: 'ts',
  typescript: 'ts',
  py: 'python',
  python: 'python',
};

/** The language that a fence of Markdown or a sample of the contract names; nothing for one that does not run, such as `json`. */
export const languageOf = (name: string): Language | undefined => LANGUAGES[name.toLowerCase()];

/** The fenced blocks of a page of Markdown that are in a language that runs, in order; also those in lists. */
export function blocksOf(markdown: string): (Sample & { line: number })[] {
  return [...markdown.matchAll(/^( *)```(\w+)[^\n]*\n(.*?)^\1```\s*?$/gms)].flatMap((match) => {
    const [, indentation = '', name = '', code = ''] = match;
    const language = languageOf(name);
    const line = markdown.slice(0, match.index).split('\n').length;
    return language ? [{ language, code: code.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''), line }] : [];
  });
}
