import type { Language, Sample } from './terminal.ts';

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

export interface Block extends Sample {
  line: number;
  /** Why nobody runs it, as its fence says: `not-run="installs from npm"`. */
  notRun?: string;
}

/** The language that a fence of Markdown or a sample of the contract names; nothing for one that does not run, such as `json`. */
export const languageOf = (name: string): Language | undefined => LANGUAGES[name.toLowerCase()];

/** The fenced blocks of a page of Markdown that are in a language that runs, in order; also those in lists. */
export function blocksOf(markdown: string): Block[] {
  return fencesOf(markdown).flatMap(({ name, info, code, line }) => {
    const language = languageOf(name);
    const [, notRun] = /\bnot-run="([^"]+)"/.exec(info) ?? [];
    return language ? [{ language, code, line, ...(notRun && { notRun }) }] : [];
  });
}

/** All fenced blocks of a page of Markdown that name a language, with what else stands on their first line. */
export function fencesOf(markdown: string): { name: string; info: string; code: string; line: number }[] {
  return [...markdown.matchAll(/^( *)```(\w+)([^\n]*)\n(.*?)^\1```\s*?$/gms)].map((match) => {
    const [, indentation = '', name = '', info = '', code = ''] = match;
    const line = markdown.slice(0, match.index).split('\n').length;
    return { name, info, code: code.replaceAll(new RegExp(`^${indentation}`, 'gm'), ''), line };
  });
}

/** Puts the blocks together that follow each other with nothing but an empty line between them: one sample in several languages. */
export function groupsOf(blocks: Block[]): Block[][] {
  const groups: Block[][] = [];
  for (const block of blocks) {
    const before = groups.at(-1)?.at(-1);
    if (before && block.line <= before.line + before.code.split('\n').length + 2) groups.at(-1)!.push(block);
    else groups.push([block]);
  }
  return groups;
}
