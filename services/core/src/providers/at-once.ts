/** How many requests of one connection a process has under way, unless the provider documents less. */
const USUAL = 10;

const DOCUMENTED: Partial<Record<string, number>> = {
  // Of one app for one mailbox: https://learn.microsoft.com/graph/throttling-limits#outlook-service-limits
  microsoft: 4,
};

/** How many requests a provider takes of one connection at the same time. */
export const mostAtOnce = (provider: string): number => DOCUMENTED[provider] ?? USUAL;
