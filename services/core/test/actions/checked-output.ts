// An action whose every output is held against the schema that it publishes: what does not match is a bug of ours.
import { compileExact, lazily } from '../../src/contract/schemas.js';
import type { ActionDefinition, JsonObject, Outcome } from '../../src/providers/index.js';

export function withCheckedOutput(action: ActionDefinition): ActionDefinition {
  const check = lazily(() => compileExact(action.outputSchema));
  const checked = <T extends JsonObject>(output: T): T => {
    if (check()(output)) return output;
    throw new Error(`the output of ${action.id} does not match its schema: ${JSON.stringify(check().errors)}`);
  };
  const checkedOutcome = (outcome: Outcome): Outcome =>
    outcome.status === 'succeeded' ? { ...outcome, output: checked(outcome.output) } : outcome;
  if (action.kind === 'read')
    return {
      ...action,
      async *look(input, facts) {
        return checked(yield* action.look(input, facts));
      },
    };
  const { probe } = action;
  return {
    ...action,
    read: (answer, request) => checkedOutcome(action.read(answer, request)),
    ...(probe && { probe: { ...probe, read: (answer, planned) => checkedOutcome(probe.read(answer, planned)) } }),
  };
}
