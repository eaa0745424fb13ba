import type { Action } from '../calls/index.ts';
import type { JsonObject } from '../form/field.ts';
import { Masked } from '../review/masked.tsx';
import { factsOf } from './facts.ts';

/** The input of an action, for people. */
export function FactList({ action, input }: { action: Action | undefined; input: JsonObject }) {
  const facts = factsOf(action, input);
  if (facts.length === 0) return null;
  return (
    <dl className="facts">
      {facts.map(({ name, label, lines }) => (
        <div key={name}>
          <dt>{label}</dt>
          <dd>
            {lines.map((line, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a fact have nothing but their place
              <span key={index} className="line">
                <Masked text={line} />
              </span>
            ))}
          </dd>
        </div>
      ))}
    </dl>
  );
}
