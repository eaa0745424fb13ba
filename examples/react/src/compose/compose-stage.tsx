import type { Action, Connection, Problem, Session } from '../calls/index.ts';
import type { Shown } from '../flow/flow.ts';
import { ActionForm } from '../form/action-form.tsx';
import { isObject, type JsonObject } from '../form/field.ts';
import { readDraft } from '../form/read-draft.ts';
import { Callout } from '../page/callout.tsx';
import { StageTitle } from '../page/stage-title.tsx';
import { TroubleBox } from '../page/trouble-box.tsx';
import { AccountPicker } from './account-picker.tsx';
import { ActionPicker } from './action-picker.tsx';
import { accountsFor, type Composition, chosenOf, compositionOf, examplesOf } from './composition.ts';

interface ComposeStageProps {
  actions: Action[];
  session: Session;
  connections: Connection[] | undefined;
  composition: Composition;
  /** The preview that the next one replaces. */
  edited: Shown | undefined;
  /** The id of the preview that has just been discarded. */
  discarded: string | undefined;
  problem: Problem | undefined;
  busy: boolean;
  focus: boolean;
  onChange(composition: Composition): void;
  onPreview(input: JsonObject): void;
  onBack(): void;
}

/** Pick an action, fill in its input, ask for the preview. */
export function ComposeStage(props: ComposeStageProps) {
  const { actions, session, connections, composition, edited, discarded, problem, busy, focus } = props;
  const { onChange, onPreview, onBack } = props;
  const { action, field, draft, errors, connectionId } = composition;
  const accounts = accountsFor(action, connections);
  const submit = () => {
    const reading = readDraft(field, draft);
    onChange({ ...composition, errors: reading.errors });
    if (Object.keys(reading.errors).length === 0) onPreview(isObject(reading.value) ? reading.value : {});
  };
  // What is wrong with fields is said at the fields.
  const isAboutFields = problem !== undefined && problem.errors.length > 0;

  return (
    <section className="card" aria-labelledby="stage-title">
      <header>
        <StageTitle focus={focus}>{edited ? 'Edit the action' : 'What should happen?'}</StageTitle>
      </header>
      {edited && (
        <Callout
          tone="plain"
          action={
            <button type="button" onClick={onBack}>
              Back to the preview
            </button>
          }
        >
          The next preview replaces <code>{edited.preview.id}</code>. Until then, that one stays as it is.
        </Callout>
      )}
      {discarded && (
        <Callout tone="plain">
          <code>{discarded}</code> is discarded. Nothing was sent, and nobody can confirm it any more.
        </Callout>
      )}
      {problem && !isAboutFields && <TroubleBox problem={problem} />}
      <ActionPicker
        actions={actions}
        action={action}
        examples={examplesOf(action, session)}
        onPick={(picked) => onChange(compositionOf(picked))}
        onFill={(input) => onChange({ ...composition, ...compositionOf(action, input) })}
      />
      {action.requiresConnection && connections && (
        <AccountPicker
          provider={action.provider}
          connections={accounts}
          chosen={chosenOf(accounts, connectionId)}
          onChoose={(id) => onChange({ ...composition, connectionId: id })}
        />
      )}
      <ActionForm
        field={field}
        draft={draft}
        errors={errors}
        busy={busy}
        onChange={(draft, errors) => onChange({ ...composition, draft, errors })}
        onSubmit={submit}
      >
        <button type="submit" className="primary" aria-disabled={busy}>
          {busy ? 'Making the preview …' : 'Preview'}
        </button>
        <p className="note">Nothing is sent yet: first you see exactly what would be.</p>
      </ActionForm>
    </section>
  );
}
