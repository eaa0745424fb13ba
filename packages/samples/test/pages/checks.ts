// What a sample of a page must do; each page lists one of these for each of its samples.
import { expect } from 'vitest';
import type { Block } from '../../src/blocks.ts';
import { plain } from '../support/plain.ts';
import { type Needs, type Reader, settle } from './reader.ts';

/** Runs one sample: a block, or the same thing in several languages. */
export type Check = (reader: Reader, group: Block[]) => Promise<void>;
type MaybePromise<T> = T | Promise<T>;

interface Output {
  /** What the commands must print. */
  shell?: RegExp;
  /** What JavaScript, TypeScript and Python must print; all of them print the same. */
  program?: RegExp;
  /** What goes to the standard error; nothing does, if this is left out. */
  stderr?: RegExp;
}

/** It ends well and prints what it should. `needs` is asked before each block. */
export function prints(
  { shell, program, stderr = /^$/ }: Output,
  needs: (reader: Reader) => MaybePromise<Needs> = () => ({}),
): Check {
  return async (reader, group) => {
    const outputs: string[] = [];
    for (const block of group) {
      const { sample, environment } = await settle(reader, block, await needs(reader));
      const run = await reader.terminal.run(sample, environment);
      expect(run, describe(block)).toEqual({ ...run, exitCode: 0, stderr: expect.stringMatching(stderr) });
      const expected = block.language === 'sh' ? shell : program;
      if (!expected) throw new Error(`${describe(block)}: nothing says what it should print.`);
      expect(run.stdout, describe(block)).toMatch(expected);
      if (block.language !== 'sh') outputs.push(run.stdout);
    }
    const [first = '', ...others] = outputs;
    expect(first).not.toContain('undefined');
    for (const other of others) expect(plain(other), describe(group[0]!)).toEqual(plain(first));
  };
}

export const describe = ({ language, line }: Block): string => `the ${language} of line ${line}`;
