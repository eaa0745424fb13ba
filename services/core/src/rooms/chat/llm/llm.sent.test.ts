// What of a person's message, and of everything else, a model gets to see.
import { describe, expect, it } from 'vitest';
import { startFakeModel } from '../../../../test/llm.js';
import { catalog } from '../../../providers/index.js';
import { buildEngine, CALL, MAIL } from './testing.js';

const model = await startFakeModel();
const build = () => buildEngine(model.config());

describe('what the model is sent', () => {
  it('is the catalog, and nothing that confirms', async () => {
    model.on(MAIL, [CALL]);
    await build().asked(MAIL);
    const { tools } = model.mock.getLastRequest()!.body as { tools: Array<{ function: { name: string } }> };
    expect(tools.map((tool) => tool.function.name).sort()).toEqual(
      catalog.map(({ id }) => id.replaceAll('.', '_')).sort(),
    );
    for (const { function: tool } of tools) expect(tool.name).toMatch(/^[a-zA-Z0-9_-]{1,64}$/);
    expect(model.sent()).not.toMatch(/approv|confirm|execute|digest|sha256|prv_|sug_|apr_|exe_|con_|preview/i);
  });

  it('is the text of this turn, the date, and who is named in it: no address of a contact, nobody else', async () => {
    const text = 'Email Grace saying "hi"';
    model.on(text, [{ name: 'google_gmail_send', arguments: { to: ['Grace'], body: 'hi' } }]);
    await build().asked(text);
    expect(model.sent()).toContain('Wednesday, 2 December 2026 at 10:00 in Europe/Berlin');
    expect(model.sent()).toContain('Grace Hopper');
    expect(model.sent()).not.toMatch(/grace@example|Ann Lee|ann\.lee/);
  });

  it('is nothing where the grammar is sure that nothing is asked for', async () => {
    expect(await build().asked("Don't send an email to bob@example.com")).toEqual({ kind: 'none', reason: 'negated' });
    expect(model.mock.getRequests()).toEqual([]);
  });

  it('is nothing of what is too long', async () => {
    expect(await build().asked('x'.repeat(8_001))).toEqual({ kind: 'none', reason: 'too_long' });
    expect(model.mock.getRequests()).toEqual([]);
  });
});
