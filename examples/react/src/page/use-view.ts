import { useSyncExternalStore } from 'react';

export type ViewName = 'form' | 'chat';

/** What the address asks for after its `#`. */
export const useView = (): ViewName =>
  useSyncExternalStore(subscribe, () => (window.location.hash === '#chat' ? 'chat' : 'form'));

function subscribe(changed: () => void): () => void {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
}
