import { clockOf } from '../page/words.ts';

/** How long a preview can still be confirmed. A screen reader hears it when it looks here, and not every second. */
export function Countdown({ leftMs, expiresAt }: { leftMs: number; expiresAt: string }) {
  return (
    <p className="countdown" data-over={leftMs === 0 || undefined} title={new Date(expiresAt).toLocaleString()}>
      {leftMs === 0 ? (
        'Expired'
      ) : (
        <>
          Expires in{' '}
          <span role="timer" aria-live="off">
            {clockOf(leftMs)}
          </span>
        </>
      )}
    </p>
  );
}
