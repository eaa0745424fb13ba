import { useEffect, useRef } from 'react';

/** Gives the focus a new place when what had it has gone, so that nobody is lost who works by keyboard. */
export function useKeptFocus(find: () => HTMLElement | null, changed: unknown): void {
  const seen = useRef(changed);
  useEffect(() => {
    const isNew = seen.current !== changed;
    seen.current = changed;
    if (isNew && (document.activeElement === document.body || !document.activeElement)) find()?.focus();
  });
}
