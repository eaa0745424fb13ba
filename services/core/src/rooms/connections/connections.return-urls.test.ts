import { describe, expect, it } from 'vitest';
import { acceptReturnUrl, returnTo } from './connections.return-urls.js';

const listed = ['https://good.example.com', 'https://app.example.com/settings/', 'http://localhost:3000/done'];

describe('a return URL', () => {
  it.each([
    'https://good.example.com',
    'https://good.example.com/anything?at=all#there',
    'https://GOOD.example.com:443/x',
    'https://app.example.com/settings',
    'https://app.example.com/settings/accounts',
    'http://localhost:3000/done?x=1',
  ])('is taken below what is listed: %s', (url) => {
    expect(acceptReturnUrl(url, listed)).toBe(new URL(url).href);
  });

  it.each([
    'https://good.example.com.evil.com/',
    'https://good.example.com@evil.com/',
    'https://user:password@good.example.com/',
    'https://evil.com/https://good.example.com',
    'https://evil.com\\@good.example.com/',
    'https:\\\\good.example.com/',
    'https://good.example.com\t.evil.com/',
    'https://good.example.com/\n',
    '//good.example.com/',
    '/settings',
    'http://good.example.com/',
    'https://good.example.com:8443/',
    'https://sub.good.example.com/',
    'javascript:alert(1)//https://good.example.com',
    'data:text/html,x',
    'https://app.example.com/',
    'https://app.example.com/settings-of-others',
    'https://app.example.com/settings/../admin',
    'https://app.example.com/settings/%2e%2e/admin',
    'https://app.example.com/settings/..%2fadmin',
    'https://app.example.com/settings/..%5Cadmin',
    'http://localhost:3001/done',
    'http://localhost:3000/donee',
    '',
  ])('is refused: %j', (url) => {
    expect(acceptReturnUrl(url, listed)).toBeUndefined();
  });

  it('is refused when nothing is listed', () => {
    expect(acceptReturnUrl('https://good.example.com/', [])).toBeUndefined();
  });

  it('gains facts, and keeps its own query but for their names', () => {
    const facts = { connectionId: 'conn_1', status: 'active' };
    expect(returnTo('https://a.example.com/x?tab=1&status=forged#end', facts)).toBe(
      'https://a.example.com/x?tab=1&status=active&connectionId=conn_1#end',
    );
  });
});
