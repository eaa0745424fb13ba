import type { Limits } from '../../generated/types.js';
import type { RateLimit, RateLimits } from '../../platform/rate-limits/index.js';

const toLimit = ({ perSecond, burst }: RateLimit) => ({ requestsPerSecond: perSecond, burst });

export const toLimits = ({ workspace, key, previews, executes }: RateLimits): Limits => ({
  ...toLimit(workspace),
  key: toLimit(key),
  previews: toLimit(previews),
  executes: toLimit(executes),
  bodyBytes: 262_144,
  previewBodyBytes: 4_194_304,
});
