import { lazy, Suspense } from 'react';
import { getSession, listActions } from './calls/index.ts';
import { NoKeyNote } from './page/no-key-note.tsx';
import { TopBar } from './page/top-bar.tsx';
import { TroubleBox } from './page/trouble-box.tsx';
import { type Loaded, useLoaded } from './page/use-loaded.ts';
import { useView, type ViewName } from './page/use-view.ts';
import { Workbench } from './workbench.tsx';

// The client of the AI SDK is larger than all the rest of the page; who fills in the form does without it.
const ChatPage = lazy(() => import('./chat/chat-page.tsx').then(({ ChatPage }) => ({ default: ChatPage })));

/** What the page cannot be used without. Only actions that change something have a preview, and are in the form. */
async function load() {
  const [session, actions] = await Promise.all([getSession(), listActions()]);
  return { session, catalog: actions, actions: actions.filter(({ kind }) => kind === 'write') };
}

export function App() {
  const loaded = useLoaded(load);
  const view = useView();
  const { value } = loaded;
  return (
    <>
      <TopBar session={value?.session} view={view} />
      {value && value.actions.length > 0 ? <View {...value} view={view} /> : <Waiting {...loaded} />}
    </>
  );
}

function View({ view, session, catalog, actions }: Awaited<ReturnType<typeof load>> & { view: ViewName }) {
  if (view === 'form') return <Workbench actions={actions} session={session} />;
  return (
    <Suspense fallback={<p className="loading">Loading the chat …</p>}>
      <ChatPage actions={catalog} session={session} />
    </Suspense>
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
      {!loading && problem && <TroubleBox problem={problem} onAgain={reload} />}
      <NoKeyNote />
    </main>
  );
}
