import { useId, useState } from 'react';
import { isJson, jsonPieces } from './json-pieces.ts';

interface BodyViewProps {
  body: string;
  size: string;
  title?: string;
}

/** A body, indented to be read or exactly as it is. */
export function BodyView({ body, size, title = 'Body' }: BodyViewProps) {
  const canIndent = isJson(body);
  const [isPretty, setPretty] = useState(true);
  const id = useId();
  return (
    <div className="part">
      <header>
        <h3 id={id}>{title}</h3>
        <span className="note">{size}</span>
        {canIndent && (
          <fieldset className="choice">
            <legend className="unseen">Show the {title.toLowerCase()}</legend>
            <button type="button" aria-pressed={isPretty} onClick={() => setPretty(true)}>
              Indented
            </button>
            <button type="button" aria-pressed={!isPretty} onClick={() => setPretty(false)}>
              Exact
            </button>
          </fieldset>
        )}
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className="scroll" tabIndex={0} aria-labelledby={id}>
        <pre>
          <code>{canIndent && isPretty ? <Indented json={body} /> : body}</code>
        </pre>
      </section>
    </div>
  );
}

function Indented({ json }: { json: string }) {
  return jsonPieces(json).map(({ kind, text, at }) =>
    kind === 'mark' ? (
      text
    ) : (
      <span key={at} className={`json-${kind}`}>
        {text}
      </span>
    ),
  );
}
