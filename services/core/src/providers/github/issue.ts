// An issue as GitHub answers it, as far as Relay reads it.
import { jsonOf } from '../failure.reply.js';
import { fieldsOf, itemsOf, linkOf, textOf } from '../fields.js';
import type { Answer } from '../provider.js';
import { issueNumber } from './github.schema.js';

export interface Issue {
  number: number;
  html_url: string;
  title: string;
  state: string;
  state_reason: string | null;
  labels: string[];
  /** GitHub numbers pull requests among the issues. */
  isPullRequest: boolean;
}

/** Undefined for anything that is no issue. */
export function issueOf(answer: Answer): Issue | undefined {
  const { number, html_url: link, title, state, state_reason, labels = [], pull_request } = fieldsOf(jsonOf(answer));
  const url = linkOf(link);
  if (!isNumber(number) || url === undefined || typeof title !== 'string') return undefined;
  if (typeof state !== 'string' || !Array.isArray(labels)) return undefined;
  const names = itemsOf(labels).map((label) => textOf(label) ?? textOf(fieldsOf(label).name));
  return {
    number,
    html_url: url,
    title,
    state,
    state_reason: textOf(state_reason) ?? null,
    labels: names.filter((name) => name !== undefined),
    isPullRequest: typeof pull_request === 'object' && pull_request !== null,
  };
}

const isNumber = (value: unknown): value is number =>
  Number.isInteger(value) && Number(value) >= issueNumber.minimum && Number(value) <= issueNumber.maximum;
