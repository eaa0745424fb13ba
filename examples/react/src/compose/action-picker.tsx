import type { Action } from '../calls/index.ts';
import type { JsonObject } from '../form/field.ts';
import type { Example } from './composition.ts';

interface ActionPickerProps {
  actions: Action[];
  action: Action;
  examples: Example[];
  onPick(action: Action): void;
  onFill(input: JsonObject): void;
}

/** The catalog, by provider, and examples that fill in the form. */
export function ActionPicker({ actions, action, examples, onPick, onFill }: ActionPickerProps) {
  const providers = [...new Set(actions.map(({ provider }) => provider))];
  const pick = (id: string) => {
    const picked = actions.find((action) => action.id === id);
    if (picked) onPick(picked);
  };
  return (
    <div className="picker">
      <div className="field">
        <label htmlFor="action">Action</label>
        <select
          id="action"
          value={action.id}
          aria-describedby="action-hint"
          onChange={(event) => pick(event.target.value)}
        >
          {providers.map((provider) => (
            <optgroup key={provider} label={provider}>
              {actions
                .filter((action) => action.provider === provider)
                .map(({ id, name }) => (
                  <option key={id} value={id}>
                    {name} ({id})
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
        <p className="hint" id="action-hint">
          {action.description}
        </p>
      </div>
      {examples.length > 0 && (
        <fieldset className="examples">
          <legend className="unseen">Examples that fill in the form</legend>
          <span aria-hidden="true">Examples</span>
          {examples.map(({ summary, input }) => (
            <button key={summary} type="button" className="chip" onClick={() => onFill(input)}>
              {summary}
            </button>
          ))}
        </fieldset>
      )}
    </div>
  );
}
