import type { Preview } from '../calls/index.ts';
import { Callout } from '../page/callout.tsx';

/** What somebody should know before they confirm. */
export function Warnings({ warnings }: Pick<Preview, 'warnings'>) {
  return warnings.map(({ code, detail }) => (
    <Callout key={code} tone="warn">
      <p>
        <strong>Warning.</strong> {detail}
      </p>
    </Callout>
  ));
}
