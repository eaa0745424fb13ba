import { getSession, listActions } from './calls/index.ts';
import { NoKeyNote } from './page/no-key-note.tsx';
import { TopBar } from './page/top-bar.tsx';
import { TroubleBox } from './page/trouble-box.tsx';
import { useLoaded } from './page/use-loaded.ts';
import { Workbench } from './workbench.tsx';

/** What the page cannot be used without. Only actions that change something have a preview. */
async function load() {
  const [session, actions] = await Promise.all([getSession(), listActions()]);
  return { session, actions: actions.filter(({ kind }) => kind === 'write') };
}

export function App() {
  const { value, problem, loading, reload } = useLoaded(load);
  return (
    <>
      <TopBar session={value?.session} />
      {value ? (
        <Workbench {...value} />
      ) : (
        <main className="alone">
          {problem && !loading ? (
            <TroubleBox problem={problem}>
              <button type="button" onClick={reload}>
                Try again
              </button>
            </TroubleBox>
          ) : (
            <p className="loading" role="status">
              Loading the catalog …
            </p>
          )}
          <NoKeyNote />
        </main>
      )}
    </>
  );
}
