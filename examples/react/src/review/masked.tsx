import { Fragment } from 'react';

/** What Relay shows in the place of a secret. */
export const MASK = '********';

export const isMasked = (text: string) => text.includes(MASK);

/** Text in which the secrets are marked, so that nobody takes the stars for what is sent. */
export function Masked({ text }: { text: string }) {
  return text.split(MASK).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text have nothing but their place
    <Fragment key={index}>
      {index > 0 && <MaskMark />}
      {piece}
    </Fragment>
  ));
}

function MaskMark() {
  return (
    <span className="mask">
      {MASK}
      <span className="unseen"> (a secret)</span>
    </span>
  );
}
