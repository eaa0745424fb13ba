import { useState } from 'react';
import { AccountsCard, providersOf } from './accounts/accounts-card.tsx';
import { useAccounts } from './accounts/use-accounts.ts';
import type { Action, Problem, Session } from './calls/index.ts';
import { ComposeStage } from './compose/compose-stage.tsx';
import { accountsFor, chosenOf, compositionOf, firstOf } from './compose/composition.ts';
import { useFlow } from './flow/use-flow.ts';
import { isObject, type JsonObject } from './form/field.ts';
import { errorsOf } from './form/places.ts';
import { readDraft } from './form/read-draft.ts';
import { OutcomeStage } from './outcome/outcome-stage.tsx';
import { announcementOf } from './page/announcement.ts';
import { NoKeyNote } from './page/no-key-note.tsx';
import { Steps } from './page/steps.tsx';
import { Recent } from './recent/recent.tsx';
import { ReviewStage } from './review/review-stage.tsx';

interface WorkbenchProps {
  actions: Action[];
  session: Session;
}

/** From the form over the preview to the result, and beside it what has run before. */
export function Workbench({ actions, session }: WorkbenchProps) {
  const [composition, setComposition] = useState(() => compositionOf(firstOf(actions)));
  const accounts = useAccounts();
  const [hasBegun, setBegun] = useState(false);
  const { flow, preview, confirm, discard, edit, back, restart } = useFlow();
  const { stage, busy, problem, ofConfirm, discarded } = flow;

  const makePreview = async (input: JsonObject) => {
    setBegun(true);
    const { action, connectionId } = composition;
    const account = chosenOf(accountsFor(action, accounts.connections), connectionId);
    const refused = await preview({ action: action.id, input, ...(account && { connectionId: account.id }) });
    if (refused && refused.errors.length > 0) returnToFields(refused);
  };
  /** Relay's judgement goes to the fields; the form takes the place of a preview that could not be made again. */
  const returnToFields = ({ errors }: Problem) => {
    setComposition((current) => ({ ...current, errors: errorsOf(errors) }));
    edit();
  };
  const previewAgain = () => {
    const { value } = readDraft(composition.field, composition.draft);
    return makePreview(isObject(value) ? value : {});
  };
  const startAgain = (keepInput: boolean) => {
    if (!keepInput) setComposition(compositionOf(composition.action));
    restart();
  };

  return (
    <main>
      <div className="work">
        <Steps at={stage.at} />
        <p className="unseen" role="status">
          {announcementOf(flow, composition.errors)}
        </p>
        {stage.at === 'compose' && (
          <ComposeStage
            actions={actions}
            session={session}
            connections={accounts.connections}
            composition={composition}
            edited={stage.edited}
            discarded={discarded}
            problem={problem}
            busy={busy}
            focus={hasBegun}
            onChange={setComposition}
            onPreview={makePreview}
            onBack={back}
          />
        )}
        {(stage.at === 'review' || stage.at === 'sending') && (
          <ReviewStage
            key={stage.shown.preview.id}
            shown={stage.shown}
            busy={busy}
            sendingSince={stage.at === 'sending' ? stage.since : undefined}
            problem={problem}
            ofConfirm={ofConfirm}
            onConfirm={confirm}
            onEdit={edit}
            onDiscard={discard}
            onPreviewAgain={previewAgain}
          />
        )}
        {stage.at === 'outcome' && (
          <OutcomeStage execution={stage.execution} summary={stage.shown.preview.summary} onRestart={startAgain} />
        )}
      </div>
      <aside>
        <Recent
          revision={stage.at === 'outcome' ? `${stage.execution.id} ${stage.execution.status}` : stage.at}
          sending={stage.at === 'sending'}
        />
        <AccountsCard {...accounts} providers={providersOf(actions)} />
        <NoKeyNote />
      </aside>
    </main>
  );
}
