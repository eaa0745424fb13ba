import { Icon } from './icon.tsx';

export function NoKeyNote() {
  return (
    <section className="about" aria-labelledby="about-title">
      <h2 id="about-title">
        <Icon name="key" /> No API key in this page
      </h2>
      <p>
        Whoever opens a page can read all that is in it. A key here would let them send anything as you, from anywhere.
        So the key stays with the small server behind this page, which checks who asks and hands on the few calls that
        the page needs.
      </p>
    </section>
  );
}
