import { expect, it } from 'vitest';
import { html, renderDocument } from './html.js';

it('escapes every value that is not markup itself', () => {
  const name = `<b title="x" lang='y'>&`;
  expect(html`<p>${name}</p>`.text).toBe('<p>&lt;b title=&quot;x&quot; lang=&#39;y&#39;&gt;&amp;</p>');
  expect(html`<ul>${[html`<li>${1}</li>`, html`<li>${'<'}</li>`]}</ul>${undefined}`.text).toBe(
    '<ul><li>1</li><li>&lt;</li></ul>',
  );
});

it.each(['https://cdn.example.com,*/logo.png', 'https://cdn.example.com;sandbox/logo.png'])(
  'lets no address of a logo add to the policy: %s',
  (image) => {
    const { policy } = renderDocument({ title: 'Hello', body: html`<p>Hello</p>`, image });
    const names = policy.split(/[;,]/).map((directive) => directive.trim().split(' ')[0]);
    expect(names).toEqual(['default-src', 'style-src', 'img-src', 'base-uri', 'form-action', 'frame-ancestors']);
  },
);
