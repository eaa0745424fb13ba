import type { Stage } from '../flow/flow.ts';
import { Icon } from './icon.tsx';

const STEPS = ['Describe', 'Preview', 'Result'];
const CURRENT: Record<Stage['at'], number> = { compose: 0, review: 1, sending: 1, outcome: 2 };

export function Steps({ at }: { at: Stage['at'] }) {
  const current = CURRENT[at];
  return (
    <ol className="steps" aria-label="Steps">
      {STEPS.map((name, index) => (
        <li key={name} aria-current={index === current ? 'step' : undefined} data-done={index < current || undefined}>
          <span className="number">{index < current ? <Icon name="check" /> : index + 1}</span> {name}
        </li>
      ))}
    </ol>
  );
}
