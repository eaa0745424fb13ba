import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import { LineTerminal } from './terminal.js';

let terminal: LineTerminal;
let type: (keys: string) => void;
let shown: () => string;

beforeEach(() => {
  const [input, output] = [new PassThrough(), new PassThrough()];
  let text = '';
  output.setEncoding('utf8').on('data', (more: string) => {
    text += more;
  });
  terminal = new LineTerminal(input, output);
  type = (keys) => void input.write(keys);
  shown = () => stripVTControlCharacters(text);
  return () => terminal.close();
});

describe('what is typed while a reply comes', () => {
  it('is not shown in the middle of it, but behind the next question', async () => {
    type('first\rsec');
    await new Promise(setImmediate);
    expect(shown()).toBe('');
    expect(await terminal.ask('you> ')).toBe('first');
    expect(shown()).toBe('you> first\n');
    const second = terminal.ask('you> ');
    type('ond\r');
    expect(await second).toBe('second');
    expect(shown()).toMatch(/you> sec\S*ond\r\n$/);
  });

  it('is no answer to a question that has to be seen first', async () => {
    type('y\rye');
    await new Promise(setImmediate);
    const answer = terminal.ask('Send it? ', { fresh: true });
    type('s\r');
    expect(await answer).toBe('s');
  });
});

it('Ctrl-C leaves a question without an answer, and forgets what stands there', async () => {
  const first = terminal.ask('you> ');
  type('half a sen\u0003');
  expect(await first).toBeUndefined();
  expect(shown()).toMatch(/half a sen\n$/);
  const second = terminal.ask('you> ');
  type('whole\r');
  expect([await second, terminal.isClosed]).toEqual(['whole', false]);
});

it('Ctrl-D ends the questions', async () => {
  const answer = terminal.ask('you> ');
  type('\u0004');
  expect([await answer, terminal.isClosed, await terminal.ask('you> ')]).toEqual([undefined, true, undefined]);
});
