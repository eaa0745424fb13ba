import type { ReactNode } from 'react';
import type { Problem } from '../calls/index.ts';
import { troubleOf } from '../flow/trouble.ts';
import { Callout } from './callout.tsx';

interface TroubleBoxProps {
  problem: Problem;
  ofConfirm?: boolean | undefined;
  /** Does once more what failed. */
  onAgain?: (() => void) | undefined;
  children?: ReactNode;
}

/** What went wrong, what that means, and what to do. */
export function TroubleBox({ problem, ofConfirm = false, onAgain, children }: TroubleBoxProps) {
  const { title, advice } = troubleOf(problem, ofConfirm);
  return (
    <Callout tone="bad" isAlert>
      <p>
        <strong>{title}.</strong> {advice}
      </p>
      {problem.authorizationUrl && (
        <p>
          <a href={problem.authorizationUrl} target="_blank" rel="noreferrer">
            Agree to what is missing
          </a>
          , then try again.
        </p>
      )}
      {problem.requestId && (
        <p className="note">
          Code <code>{problem.code}</code>, request <code>{problem.requestId}</code>
        </p>
      )}
      {(onAgain || children) && (
        <div className="actions">
          {onAgain && (
            <button type="button" onClick={onAgain}>
              Try again
            </button>
          )}
          {children}
        </div>
      )}
    </Callout>
  );
}
