import { refuse } from '../failure.judge.js';
import { isSuccess, jsonOf, unreadableLook } from '../failure.reply.js';
import type { Answer } from '../provider.js';
import { google } from './dialect.js';

/** What a look was answered with; throws ProviderFailure where that is a refusal, or no JSON object. */
export function objectIn<T extends object>(answer: Answer): T {
  if (!isSuccess(answer)) refuse(answer, google);
  const object = jsonOf(answer);
  if (typeof object !== 'object' || object === null) throw unreadableLook(answer, google.name);
  return object as T;
}
