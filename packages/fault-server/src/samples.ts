type Samples = Record<string, Record<string, unknown>>;

/** Replaces every `{"$sample": "execution", …}` by that sample with its members changed to these. */
export function fillSamples(value: unknown, samples: Samples): unknown {
  if (Array.isArray(value)) return value.map((item) => fillSamples(item, samples));
  if (typeof value !== 'object' || value === null) return value;
  const { $sample, ...members } = value as Record<string, unknown>;
  const filled = Object.fromEntries(Object.entries(members).map(([name, item]) => [name, fillSamples(item, samples)]));
  if (typeof $sample !== 'string') return filled;
  if (!samples[$sample]) throw new Error(`There is no sample called ${$sample}.`);
  return { ...(fillSamples(samples[$sample], samples) as object), ...filled };
}
