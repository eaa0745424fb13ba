import { type ReactNode, useEffect, useRef } from 'react';

/** The heading of a stage. It takes the focus when the stage begins, unless the page has just been opened. */
export function StageTitle({ children, focus = true }: { children: ReactNode; focus?: boolean }) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focus) title.current?.focus();
  }, [focus]);
  return (
    <h2 id="stage-title" ref={title} tabIndex={-1}>
      {children}
    </h2>
  );
}
