// Changes of a suggestion: checked like everything else, and previewed anew.
import type { Provenance } from '../../generated/types.js';
import { isId } from '../../platform/ids.js';
import { escapePointer } from '../../platform/json-pointer.js';
import type { Metrics } from '../../platform/metrics.js';
import type { JsonObject } from '../../providers/index.js';
import type { Catalog } from '../actions/index.js';
import type { Checks } from './chat.checks.js';
import { draftOf, givenIn } from './chat.drafts.js';
import type { Contacts } from './chat.engine.js';
import type { Proposer } from './chat.proposer.js';
import { withoutField } from './chat.provenance.js';
import { OPEN, type Suggestions } from './chat.suggestions.js';
import type { Turn } from './chat.turn.js';

export class Edits {
  constructor(
    private readonly deps: {
      catalog: Catalog;
      checks: Checks;
      proposer: Proposer;
      suggestions: Suggestions;
      contacts: Contacts;
      metrics: Metrics;
    },
  ) {}

  async edit(turn: Turn, id: string, changes: JsonObject): Promise<void> {
    const { catalog, checks, proposer, suggestions, contacts, metrics } = this.deps;
    const [before] = isId('sug', id)
      ? await suggestions.list(turn.workspaceId, turn.session.id, { ids: [id], status: OPEN })
      : [];
    const action = before && catalog.find(before.action);
    if (!before || !action) return turn.reply.say('There is no such suggestion here that could still be changed.');
    const { connectionId, ...fields } = changes;
    const wrong = Object.entries(fields).filter(
      ([name, value]) => value !== null && !checks.allows(action, name, value),
    );
    if (wrong.length > 0 || (connectionId !== undefined && typeof connectionId !== 'string'))
      return turn.reply.say(
        `${wrong.map(([name]) => name).join(', ') || 'connectionId'}: that is not a value that it can have. Nothing was changed.`,
      );
    let given: Record<string, Provenance> = givenIn(before.provenance);
    const input = { ...before.input };
    for (const [name, value] of Object.entries(fields)) {
      given = withoutField(given, name);
      if (value === null) delete input[name];
      else {
        input[name] = value;
        given[`/${escapePointer(name)}`] = { source: 'edit' };
      }
    }
    const asked = before.missing.map(({ name }) => name).filter((name) => fields[name] !== null);
    const suggested = { action: action.id, input, missing: asked, assumptions: before.assumptions };
    const { timeZone } = turn.session;
    const checked = checks.check(action, suggested, {
      said: before.said,
      contacts: await contacts(turn.workspaceId),
      given,
      timeZone,
    });
    const through = (connectionId as string | undefined) ?? before.connectionId ?? undefined;
    const { blockedBy } = draftOf(before);
    const draft = { ...checked, connectionId: through, ...(blockedBy !== undefined && { blockedBy }) };
    metrics.chatEdited.inc({ engine: before.engine, action: action.id });
    await proposer.propose(turn, { draft, engine: before.engine, said: before.said, before });
  }
}
