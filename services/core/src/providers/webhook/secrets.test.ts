import { describe, expect, it } from 'vitest';
import { webhookSend } from './index.js';

const plan = (input: object) =>
  webhookSend.plan({ method: 'POST', payload: {}, receiverDeduplicates: false, ...input }, { previewId: 'prv_1' });

describe('the secrets of a webhook', () => {
  it('are named by JSON Pointers into the input, with the values that are masked there', () => {
    const url = 'https://example.com/?token=s3cr3t&page=2#part';
    const headers = { Authorization: 'Bearer s3cr3t', 'x~token': '4711', accept: 'text/plain' };
    expect(plan({ url, headers }).masked).toMatchObject({
      input: {
        url: 'https://example.com/?token=********&page=2#part',
        headers: { Authorization: '********', 'x~token': '********', accept: 'text/plain' },
      },
      secrets: { '/url': url, '/headers/Authorization': 'Bearer s3cr3t', '/headers/x~0token': '4711' },
    });
  });

  it('are none, and nothing is masked, where no name says so', () => {
    const { masked } = plan({ url: 'https://example.com/?page=2', headers: { accept: 'text/plain' } });
    expect(masked).toBeUndefined();
  });
});
