// Whom a model means.
import { describe, expect, it } from 'vitest';
import { startFakeModel } from '../../../../test/llm.js';
import { buildEngine } from './testing.js';

const model = await startFakeModel();
const build = () => buildEngine(model.config());

describe('people', () => {
  const invite = async (text: string, to: string[]) => {
    model.on(text, [{ name: 'google_gmail_send', arguments: { to, body: 'hi' } }]);
    return build().asked(text);
  };

  it('who are named become their addresses', async () => {
    const understanding = await invite('Email Grace saying "hi"', ['Grace']);
    expect(understanding).toMatchObject({
      kind: 'suggestions',
      suggestions: [{ input: { to: ['grace@example.com'] }, missing: [] }],
    });
  });

  it.each([['Ann'], ['Ann Lee'], ['ann.lee@example.com']])(
    'with namesakes are asked for, though the model says %j',
    async (name) => {
      expect(await invite('Email Ann saying "hi"', [name])).toMatchObject({
        kind: 'question',
        pointer: '/to',
        choices: [{ value: 'ann.lee@example.com' }, { value: 'ann.moor@example.com' }],
        suggestions: [{ missing: ['to'] }],
      });
    },
  );

  it.each([
    ['somebody unknown', 'Email Ann and Zoe saying "hi"', ['Ann', 'Zoe']],
    ['others of another name', 'Email Ann and Kay saying "hi"', ['Ann', 'Kay']],
  ])('with namesakes beside %s are asked for without choices: one answer would lose somebody', async (_, text, to) => {
    model.on(text, [{ name: 'google_gmail_send', arguments: { to, body: 'hi' } }]);
    const contacts = ['Ann Lee', 'Ann Moor', 'Kay One', 'Kay Two'].map((name) => ({
      name,
      email: `${name.replace(' ', '.')}@example.com`,
    }));
    const understanding = await build().asked(text, { contacts });
    expect(understanding).toMatchObject({ suggestions: [{ input: { body: 'hi' }, missing: ['to'] }] });
    expect(understanding).not.toHaveProperty('choices');
  });

  it('who are there twice are one', async () => {
    const contacts = ['grace@example.com', 'GRACE@example.com'].map((email) => ({ name: 'Grace Hopper', email }));
    const text = 'Email Grace saying "hi"';
    model.on(text, [{ name: 'google_gmail_send', arguments: { to: ['Grace'], body: 'hi' } }]);
    expect(await build().asked(text, { contacts })).toMatchObject({
      kind: 'suggestions',
      suggestions: [{ missing: [] }],
    });
  });

  it('whom the text does not name are left out', async () => {
    expect(await invite('Email somebody saying "hi"', ['Grace'])).toMatchObject({
      suggestions: [{ input: { body: 'hi' }, missing: ['to'] }],
    });
  });

  it('whom nobody knows are left out', async () => {
    expect(await invite('Email Zoe saying "hi"', ['Zoe'])).toMatchObject({
      suggestions: [{ input: { body: 'hi' }, missing: ['to'] }],
    });
  });
});
