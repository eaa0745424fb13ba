import { useId } from 'react';
import type { Preview } from '../calls/index.ts';
import { sizeOf } from '../page/words.ts';
import { BodyView } from './body-view.tsx';
import { isMasked, MASK, Masked } from './masked.tsx';

/** The request exactly as it will be sent. */
export function RequestView({ request }: { request: Preview['request'] }) {
  const { method, url, headers, addedAtSend, body, bodyBase64 } = request;
  const headersId = useId();
  const hasSecrets = [url, ...Object.values(headers)].some(isMasked);
  return (
    <div className="request">
      <p className="request-line">
        <span className="method">{method}</span>{' '}
        <code>
          <Masked text={url} />
        </code>
      </p>
      <div className="part">
        <h3 id={headersId}>Headers</h3>
        <table aria-labelledby={headersId}>
          <colgroup>
            <col />
            <col />
          </colgroup>
          <thead className="unseen">
            <tr>
              <th scope="col">Name</th>
              <th scope="col">Value</th>
            </tr>
          </thead>
          <tbody>
            {Object.entries(headers).map(([name, value]) => (
              <tr key={name}>
                <th scope="row">{name}</th>
                <td>
                  <Masked text={value} />
                </td>
              </tr>
            ))}
            {addedAtSend.map((name) => (
              <tr key={name} className="later">
                <th scope="row">{name}</th>
                <td>added when it is sent</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {hasSecrets && (
        <p className="note">
          <span className="mask">{MASK}</span> stands for a secret. Relay keeps it sealed, and sends it in full.
        </p>
      )}
      {body !== null && <BodyView body={body} size={sizeOf(body)} />}
      {bodyBase64 !== undefined && <BodyView body={bodyBase64} size="not text; shown in base64" />}
      {body === null && bodyBase64 === undefined && <p className="note">Without a body.</p>}
    </div>
  );
}
