// Changes of a suggestion: checked like everything else, and previewed anew.
import type { Provenance } from '../../generated/types.js';
import { isId } from '../../platform/ids.js';
import { escapePointer } from '../../platform/json-pointer.js';
import type { Metrics } from '../../platform/metrics.js';
import type { JsonObject } from '../../providers/index.js';
import type { Catalog } from '../actions/index.js';
import { askedFirst, type Checks, type Missing } from './chat.checks.js';
import { peopleNamed } from './chat.contacts.js';
import { draftOf, givenIn } from './chat.drafts.js';
import type { Contact } from './chat.engine.js';
import type { Proposer } from './chat.proposer.js';
import { withoutField } from './chat.provenance.js';
import { OPEN, type Suggestions } from './chat.suggestions.js';
import { kindOf } from './chat.targets.js';
import type { Turn } from './chat.turn.js';

export class Edits {
  constructor(
    private readonly deps: {
      catalog: Catalog;
      checks: Checks;
      proposer: Proposer;
      suggestions: Suggestions;
      metrics: Metrics;
    },
  ) {}

  async edit(turn: Turn, id: string, changes: JsonObject): Promise<void> {
    const { catalog, checks, proposer, suggestions, metrics } = this.deps;
    const { contacts } = turn;
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
    let given: Record<string, Provenance> = givenIn(before);
    const input = { ...before.input };
    const unclear: Missing[] = [];
    for (const [name, value] of Object.entries(fields)) {
      given = withoutField(given, name);
      delete input[name];
      if (value === null) continue;
      const set = setTo(name, value, contacts);
      if (set.value !== undefined) input[name] = set.value;
      given = { ...given, ...set.given };
      if (set.missing) unclear.push(set.missing);
    }
    const asked = before.missing.map(({ name }) => name).filter((name) => !Object.hasOwn(fields, name));
    const suggested = { action: action.id, input, missing: asked, assumptions: before.assumptions };
    const { timeZone } = turn.session;
    const checked = checks.check(action, suggested, { said: before.said, contacts, given, timeZone });
    const missing = unclear.reduceRight((others, one) => askedFirst(one, others), checked.missing);
    const through = (connectionId as string | undefined) ?? before.connectionId ?? undefined;
    const { blockedBy } = draftOf(before);
    const draft = { ...checked, missing, connectionId: through, ...(blockedBy !== undefined && { blockedBy }) };
    metrics.chatEdited.inc({ engine: before.engine, action: action.id });
    await proposer.propose(turn, { draft, engine: before.engine, said: before.said, before });
  }
}

interface Setting {
  value: unknown;
  given: Record<string, Provenance>;
  /** Whom a name may mean, where several have it. */
  missing?: Missing;
}

/** What a field is set to. The names of contacts become their addresses; what is nobody's name stays, and is asked about. */
function setTo(name: string, value: unknown, contacts: readonly Contact[]): Setting {
  const pointer = `/${escapePointer(name)}`;
  const given: Setting['given'] = { [pointer]: { source: 'edit' } };
  if (kindOf(name) !== 'address') return { value, given };
  const { addresses, resolved, unknown, several } = peopleNamed(value as string[], contacts);
  const [namesakes] = several;
  // A choice answers for one name: others would be forgotten by it.
  if (unknown.length > 0 || several.length > 1) return { value, given };
  const marks = addresses.map((address, index): [string, Provenance] => [
    `${pointer}/${index}`,
    { source: resolved.includes(address) ? 'contact' : 'edit' },
  ]);
  return {
    value: addresses.length > 0 || !namesakes ? addresses : undefined,
    given: Object.fromEntries(marks),
    ...(namesakes && { missing: { name, ...namesakes } }),
  };
}
