import { expect, it } from 'vitest';
import { parseRateLimits } from './limits.js';

const usual = { perSecond: 200, burst: 1_000 };
const badKeys = { perSecond: 10, burst: 500 };
const pages = { perSecond: 10, burst: 500 };

it('takes any subset, and lets the others follow the workspace', () => {
  expect(parseRateLimits('key=0.5/3, previews=50/200')).toEqual({
    workspace: usual,
    key: { perSecond: 0.5, burst: 3 },
    previews: { perSecond: 50, burst: 200 },
    executes: usual,
    badKeys,
    pages,
  });
  const workspace = { perSecond: 20, burst: 100 };
  expect(parseRateLimits('workspace=20/100,badKeys=1/20,pages=2/30')).toEqual({
    workspace,
    key: workspace,
    previews: workspace,
    executes: workspace,
    badKeys: { perSecond: 1, burst: 20 },
    pages: { perSecond: 2, burst: 30 },
  });
});

it('lists every bad entry', () => {
  const read = () =>
    parseRateLimits('workspace=lots,speed=1/2,key=0/5,previews=1/0,executes=1/2,executes=3/4,badKeys=1/2000000');
  for (const part of [
    'workspace=lots',
    '"speed" is not one of workspace, key',
    'key=0/5',
    'previews=1/0',
    'executes is given twice',
    'badKeys=1/2000000',
  ])
    expect(read).toThrow(part);
});
