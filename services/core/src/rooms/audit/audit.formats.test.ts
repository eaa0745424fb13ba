import { describe, expect, it } from 'vitest';
import { cell, FORMATS } from './audit.formats.js';

describe('a CSV cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['\t=1', "'\t=1"],
    ['\r=1', `"'\r=1"`],
    ['\n=1', `"'\n=1"`],
    ['＝1', "'＝1"],
    ['=HYPERLINK("http://x","y")', `"'=HYPERLINK(""http://x"",""y"")"`],
  ])('makes text of the formula %j', (value, text) => {
    expect(cell(value)).toBe(text);
  });

  it.each([
    ['plain', 'plain'],
    ['a=b', 'a=b'],
    [null, ''],
    [12, '12'],
    [-12, '-12'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\r\nlines', '"two\r\nlines"'],
  ])('leaves %j what it is', (value, text) => {
    expect(cell(value)).toBe(text);
  });
});

const header = {
  format: 'relay-audit/1',
  workspaceId: 'ws_1',
  exportedAt: '',
  complete: true,
  filters: {},
  upTo: 9,
  publicKeys: [],
} as const;

describe('an export without events', () => {
  it('is still valid in its format', () => {
    const text = (name: keyof typeof FORMATS) => {
      const format = FORMATS[name]();
      return format.begin({ ...header, after: 0, publicKeys: [] }) + format.end(0);
    };
    expect(JSON.parse(text('json'))).toEqual([]);
    expect(text('csv')).toBe('sequence,id,type,actorId,subjectId,requestId,createdAt,data,previousHash,hash\r\n');
    expect(
      text('ndjson')
        .trimEnd()
        .split('\n')
        .map((line) => Object.keys(JSON.parse(line))[0]),
    ).toEqual(['header', 'end']);
  });
});

describe('a continued export', () => {
  it('can be put behind the first part as it is', () => {
    const begin = (name: keyof typeof FORMATS) => FORMATS[name]().begin({ ...header, after: 3, publicKeys: [] });
    expect(begin('csv')).toBe('');
    expect(begin('ndjson')).toMatch(/^\n\{"header":/);
  });
});
