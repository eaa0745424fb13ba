/** The one block of a README in this language that begins with the comment `quick start`. */
export function quickStartOf(readme: string, language: 'ts' | 'python'): string {
  const comment = language === 'python' ? '# quick start' : '// quick start';
  const blocks = [...readme.matchAll(/^```(\w+)\n(.*?)^```$/gms)];
  const [sample, ...more] = blocks.filter(([, name, text]) => name === language && text!.startsWith(`${comment}\n`));
  if (!sample || more.length > 0) throw new Error(`The README needs exactly one sample that begins with "${comment}".`);
  return sample[2]!;
}
