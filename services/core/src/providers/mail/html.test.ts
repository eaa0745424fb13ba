import { describe, expect, it } from 'vitest';
import { readHtml } from './html.js';

const textOf = async (html: string) => (await readHtml(html)).text;

describe("the text of a mail's HTML", () => {
  it.each([
    ['<h1>Launch</h1><p>It is   <b>moved</b>\nto Friday.</p><p>Bye</p>', 'Launch\n\nIt is moved to Friday.\n\nBye'],
    ['a<br>b<br/>c', 'a\nb\nc'],
    ['<div>a</div><div>b</div>', 'a\nb'],
    ['<ul><li>one</li><li>two</li></ul>', '- one\n- two'],
    ['<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>', 'a b\nc'],
    ['&lt;b&gt; &amp; caf&eacute; &#128640;', '<b> & café 🚀'],
    ['<head><title>T</title><style>p{}</style></head><script>alert("<p>x")</script>Hi', 'Hi'],
    ['See <a href="https://acme.com/x">the plan</a>.', 'See the plan <https://acme.com/x>.'],
    ['<a href="https://evil.com/">https://bank.com/</a>', 'https://bank.com/ <https://evil.com/>'],
    ['<a href="https://acme.com/">https://acme.com/</a> <a href="mailto:a@b.c">a@b.c</a>', 'https://acme.com/ a@b.c'],
    ['<a href="javascript:alert(1)">x</a>', 'x'],
    ['<img src="cid:1" alt="Our logo">', 'Our logo'],
    ['<p>never closed <b>at all', 'never closed at all'],
    ['</p></div></script>end', 'end'],
    ['', ''],
  ])('of %s is %j', async (html, text) => {
    expect(await textOf(html)).toBe(text);
  });

  it('is found quickly in hostile HTML', async () => {
    const started = performance.now();
    for (const piece of ['<br>', '<p>x', '<a href=x>y</a>', '</p>', '</i>', '<b ', '&', ' \n', '<!--', '<img src=//a>'])
      for (const open of ['', '<b>'.repeat(990)]) await readHtml(open + piece.repeat(200_000 / piece.length));
    expect(performance.now() - started).toBeLessThan(5_000);
  });
});

it('HTML has an end to how deep it goes', async () => {
  const nested = (depth: number) => '<b>'.repeat(depth) + '<p>x</p>'.repeat(10);
  expect(await textOf(nested(999))).toContain('x');
  await expect(readHtml(nested(1_000))).rejects.toMatchObject({ pointer: '/body', code: 'invalid_html' });
  expect(await textOf('<b>x</b>'.repeat(2_000))).toHaveLength(2_000);
});

it('a link within a link ends the one around it, as in a browser', async () => {
  const html = '<a href="https://a.example/">one <a href="https://b.example/">two</a> three</a>';
  expect(await textOf(html)).toBe('one <https://a.example/>two <https://b.example/> three');
});

describe('what HTML does beside showing text', () => {
  it('is loading images from other servers', async () => {
    const html =
      '<img src="https://B.example.com/a.png"><img src=//a.example.com/1 srcset="data:x, http://c.example.com/2 2x"><img src="cid:1"><img src="data:image/png;base64,x"><img src="logo.png">';
    expect((await readHtml(html)).imageHosts).toEqual(['a.example.com', 'b.example.com', 'c.example.com']);
  });

  it.each(['<script>x</script>', '<form></form>', '<p><IFRAME src=x>', '<input>'])('is active: %s', async (html) => {
    expect((await readHtml(html)).active).toBe(true);
  });

  it('is nothing otherwise', async () => {
    expect(await readHtml('<p>script form</p>')).toEqual({ text: 'script form', imageHosts: [], active: false });
  });
});
