import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface CalloutProps {
  tone: 'bad' | 'warn' | 'plain';
  /** Said by a screen reader as soon as it is there. */
  isAlert?: boolean;
  /** Beside the text, such as a button. */
  action?: ReactNode;
  children: ReactNode;
}

/** Something that a person should not overlook. */
export function Callout({ tone, isAlert, action, children }: CalloutProps) {
  return (
    <div className="callout" data-tone={tone} role={isAlert ? 'alert' : undefined}>
      {tone !== 'plain' && (
        <span className="mark">
          <Icon name="warning" />
        </span>
      )}
      <div>{children}</div>
      {action}
    </div>
  );
}
