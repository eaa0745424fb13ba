import { describe, expect, it } from 'vitest';
import { targetIn } from './target.js';

describe('a clean target', () => {
  it.each([
    ['ann@example.com', 'address'],
    ["o'hara+news@mail.example.co.uk", 'address'],
    ['https://hooks.example.com/in?a=1#b', 'link'],
    ['http://localhost:3000/x', 'link'],
    ['https://[::1]:8080/', 'link'],
    ['https://EXAMPLE.com:8443/?to=ann@example.com', 'link'],
    ['http://127.0.0.1/', 'link'],
    ['acme/web.js', 'repository'],
    ['#night-shift', 'channel'],
    ['spaces/AAAA_b-1', 'channel'],
  ])('is known by its form: %s', (piece, kind) => {
    expect(targetIn(piece)).toEqual({ kind });
  });
});

describe('a target that must not be used', () => {
  it.each([
    ['ann@example,com', 'malformed'],
    ['ann@@example.com', 'malformed'],
    ['ann@example', 'malformed'],
    ['ann@example..com', 'malformed'],
    ['.ann@example.com', 'malformed'],
    ['ann@example.com;rm', 'malformed'],
    ['ann@ex\u0430mple.com', 'look-alike'],
    ['ann@example.com\u200b', 'look-alike'],
    ['ann@xn--exmple-cua.com', 'look-alike'],
    ['ann\uff20example.com', 'look-alike'],
    ['hxxps://example.com/in', 'malformed'],
    ['https:/example.com/in', 'malformed'],
    ['https//example.com/in', 'malformed'],
    ['javascript:alert(1)', 'malformed'],
    ['file:///etc/passwd', 'malformed'],
    ['ftp://example.com/a', 'malformed'],
    ['www.example.com/in', 'malformed'],
    ['https://example.com\\evil', 'malformed'],
    ['https://example.com/%zz', 'malformed'],
    ['https://a.example/x,https://b.example/y', 'malformed'],
    ['https://example.com:99999/', 'malformed'],
    ['https://good.example@evil.example/', 'look-alike'],
    ['https://ex\u0430mple.com/', 'look-alike'],
    ['https://xn--exmple-cua.com/', 'look-alike'],
    ['https://example.com/a\u202eb', 'look-alike'],
    ['acme/web/extra', 'malformed'],
    ['acme//web', 'malformed'],
    ['acme\\web', 'malformed'],
    ['acme/w\u0435b', 'look-alike'],
    ['#g\u0435neral', 'look-alike'],
    ['#\uff47eneral', 'look-alike'],
    ['##general', 'malformed'],
    ['#general#dev', 'malformed'],
    ['acme/web.git', 'malformed'],
    ['ann(at)example.com', 'malformed'],
    ['ann[at]example[dot]com', 'malformed'],
    ['ann%40example.com', 'malformed'],
    ['@example.com', 'malformed'],
    ['http://2130706433/', 'malformed'],
    ['http://0x7f.1/', 'malformed'],
    ['http://0177.0.0.1/', 'malformed'],
    ['http://127.1/', 'malformed'],
    ['http://[::ffff:127.0.0.1]/', 'malformed'],
    ['https://example.com./in', 'malformed'],
    ['https://example.com:0/', 'malformed'],
    ['https://example.com#@evil.example', 'malformed'],
    ['https://example\u3002com/in', 'look-alike'],
  ])('is told: %s', (piece, problem) => {
    expect(targetIn(piece)?.problem).toBe(problem);
  });
});

it.each(['and/or', '24/7', '3/5', '#12', '@ann', 'w/', 'hello', "don't"])('no target is seen in %s', (piece) => {
  expect(targetIn(piece)).toBeUndefined();
});
