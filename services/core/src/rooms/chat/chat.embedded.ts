// The engine that is always there: no network, no key, the same answer every time.
import { type Context, type Provider, type Suggestion, understand } from '@relay/intent';
import type { Engine, EngineContext, EngineSuggestion } from './chat.engine.js';

export const embeddedEngine: Engine = {
  name: 'embedded',
  understand(text, { now, timeZone, contacts, connected }: EngineContext) {
    const context: Context = { now, timeZone, contacts, connected: connected as Provider[] };
    const understanding = understand(text, context);
    if (understanding.kind === 'none') return understanding;
    const suggestions = understanding.suggestions.map(toEngineSuggestion);
    if (understanding.kind === 'suggestions') return { kind: 'suggestions', suggestions };
    const { text: question, pointer, choices } = understanding;
    return { kind: 'question', text: question, suggestions, ...(pointer && { pointer }), ...(choices && { choices }) };
  },
};

const toEngineSuggestion = ({
  action,
  input,
  missing,
  provenance,
  assumptions,
  blockedBy,
}: Suggestion): EngineSuggestion => ({
  action,
  input,
  missing,
  provenance,
  assumptions,
  ...(blockedBy && { blockedBy }),
});
