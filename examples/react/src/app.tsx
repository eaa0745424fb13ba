import { getSession, listActions } from './calls/index.ts';
import { NoKeyNote } from './page/no-key-note.tsx';
import { TopBar } from './page/top-bar.tsx';
import { TroubleBox } from './page/trouble-box.tsx';
import { type Loaded, useLoaded } from './page/use-loaded.ts';
import { Workbench } from './workbench.tsx';

/** What the page cannot be used without. Only actions that change something have a preview. */
async function load() {
  const [session, actions] = await Promise.all([getSession(), listActions()]);
  return { session, actions: actions.filter(({ kind }) => kind === 'write') };
}

export function App() {
  const loaded = useLoaded(load);
  const { value } = loaded;
  return (
    <>
      <TopBar session={value?.session} />
      {value && value.actions.length > 0 ? <Workbench {...value} /> : <Waiting {...loaded} />}
    </>
  );
}

/** The page while there is no catalog to show, and why. */
function Waiting({ value, problem, loading, reload }: Loaded<object>) {
  return (
    <main className="alone">
      {loading && (
        <p className="loading" role="status">
          Loading the catalog …
        </p>
      )}
      {!loading && value && <p>This Relay has no action that changes something, and only those have a preview.</p>}
      {!loading && problem && (
        <TroubleBox problem={problem}>
          <button type="button" onClick={reload}>
            Try again
          </button>
        </TroubleBox>
      )}
      <NoKeyNote />
    </main>
  );
}
