// An issue as GitHub answers it, as far as Relay reads it.
import { jsonOf } from '../failure.reply.js';
import type { Answer } from '../provider.js';

export interface Issue {
  number: number;
  html_url: string;
  title: string;
  state: string;
  state_reason: string | null;
  labels: string[];
}

/** Undefined for anything that is no issue. */
export function issueOf(answer: Answer): Issue | undefined {
  const {
    number,
    html_url,
    title,
    state,
    state_reason = null,
    labels = [],
  } = (jsonOf(answer) ?? {}) as Record<string, unknown>;
  if (typeof number !== 'number' || typeof html_url !== 'string' || typeof title !== 'string') return undefined;
  if (typeof state !== 'string' || !Array.isArray(labels)) return undefined;
  return {
    number,
    html_url,
    title,
    state,
    state_reason: typeof state_reason === 'string' ? state_reason : null,
    labels: labels.map(nameOf).filter((name) => name !== undefined),
  };
}

function nameOf(label: unknown): string | undefined {
  const name = typeof label === 'string' ? label : (label as { name?: unknown } | null)?.name;
  return typeof name === 'string' ? name : undefined;
}
