import { describe, expect, it } from 'vitest';
import { type Named, theOneNamed } from './names.js';
import { PlanError } from './provider.js';

const thing = (id: string, ...names: string[]): Named => ({ id, label: `the ${names[0]}`, names });
const asked = (name: string) => ({ name, pointer: '/chatId', what: 'chat' });
const problemOf = (name: string, candidates: Named[], hasMore = false) => {
  try {
    return { found: theOneNamed(asked(name), { items: candidates, hasMore }).id };
  } catch (error) {
    if (!(error instanceof PlanError)) throw error;
    return { pointer: error.pointer, code: error.code, detail: error.message, choices: error.choices };
  }
};

describe('a name', () => {
  const LAUNCH = thing('1', 'Launch');
  const PARTY = thing('2', 'Launch Party', 'party@example.com');

  it.each(['Launch', 'launch', ' LAUNCH ', '#launch', 'Ｌａｕｎｃｈ'])('is one thing, also written as %j', (name) => {
    expect(problemOf(name, [LAUNCH, PARTY])).toEqual({ found: '1' });
  });

  it('may be any of those that a thing has', () => {
    expect(problemOf('Party@example.com', [LAUNCH, PARTY])).toEqual({ found: '2' });
  });

  it('that several things have is a question, with an id and a label for each', () => {
    expect(problemOf('Launch', [LAUNCH, thing('3', 'launch'), PARTY])).toEqual({
      pointer: '/chatId',
      code: 'ambiguous_name',
      detail: '“Launch” is the name of 2 chats; say which one is meant.',
      choices: [
        { value: '1', label: 'the Launch' },
        { value: '3', label: 'the launch' },
      ],
    });
  });

  it('that things have which look the same is a question in which each has its id', () => {
    expect(problemOf('Launch', [LAUNCH, thing('3', 'Launch')]).choices).toEqual([
      { value: '1', label: 'the Launch (1)' },
      { value: '3', label: 'the Launch (3)' },
    ]);
  });

  it('that is only similar to one is a question too, and never a guess', () => {
    expect(problemOf('par', [LAUNCH, PARTY])).toMatchObject({
      code: 'ambiguous_name',
      choices: [{ value: '2', label: 'the Launch Party' }],
    });
  });

  it('that nothing has is an error that tells how many were looked at', () => {
    expect(problemOf('Lunch', [LAUNCH, PARTY])).toMatchObject({
      code: 'name_not_found',
      detail: 'Among the 2 chats that this account sees, none is called “Lunch”.',
    });
    expect(problemOf('…', [LAUNCH])).toMatchObject({ code: 'name_not_found' });
  });

  it('that is found, or is not, among the first of many says so', () => {
    expect(problemOf('Lunch', [LAUNCH, PARTY], true)).toMatchObject({
      code: 'name_not_found',
      detail: 'Among the first 2 chats that this account sees, none is called “Lunch”; there are more, so give its id.',
    });
    expect(problemOf('Launch', [LAUNCH, PARTY], true)).toEqual({ found: '1' });
    const items = [LAUNCH, PARTY];
    expect(theOneNamed(asked('Launch'), { items, hasMore: false }).warnings).toEqual([]);
    expect(theOneNamed(asked('Launch'), { items, hasMore: true }).warnings).toEqual([
      {
        code: 'not_all_looked_at',
        detail: 'Only the first 2 chats were looked at: another one may have the same name.',
      },
    ]);
  });

  it('offers no more choices than a person reads', () => {
    const many = Array.from({ length: 50 }, (_, at) => thing(String(at), 'Launch'));
    expect(problemOf('Launch', many).choices).toHaveLength(20);
  });
});
