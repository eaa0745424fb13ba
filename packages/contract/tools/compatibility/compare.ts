// Classifies every difference between the released contract and the one of now.
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import type { Change, Json, Kind } from './change.ts';
import { type Difference, differencesOf } from './differences.ts';
import { alternativeAdded } from './rules/alternatives.ts';
import { bodyLimitChanged } from './rules/body-limits.ts';
import { defaultChanged } from './rules/defaults.ts';
import { valueAdded } from './rules/enums.ts';
import { typeRemoved } from './rules/named-schemas.ts';
import { pathParameterChanges } from './rules/path-parameters.ts';
import { bodyAdded } from './rules/request-bodies.ts';
import { roleChanges } from './rules/roles.ts';
import { variantAdded } from './rules/variants.ts';

const KINDS: Record<Difference['impact'], Kind> = { major: 'breaking', minor: 'addition', patch: 'relaxation' };
/** Keywords that tell people something, and no program. */
const TEXT = [
  'description',
  'summary',
  'title',
  'example',
  'examples',
  'externalDocs',
  'tags',
  'x-displayName',
  'x-sample',
];

export async function compare(releasedFile: string, currentFile: string): Promise<Change[]> {
  const [differences, released, current] = await Promise.all([
    differencesOf(releasedFile, currentFile),
    readFile(releasedFile, 'utf8').then(parse),
    readFile(currentFile, 'utf8').then(parse),
  ]);
  const changes = differences
    .filter(({ typeName }) => !typeName.startsWith('SecurityRequirement'))
    .map((difference) => classify(difference, released, current));
  return [...changes, ...roleChanges(released, current), ...pathParameterChanges(released, current)];
}

function classify(difference: Difference, released: Json, current: Json): Change {
  const { impact, verdicts, base, revision, property, path } = difference;
  const pointer = (revision ?? base)?.pointer ?? path;
  const own = {
    'default-changed': defaultChanged(difference),
    'body-limit-changed': bodyLimitChanged(difference),
    'value-added': valueAdded(difference),
    'body-added': bodyAdded(difference),
    'type-removed': typeRemoved(difference),
    'alternative-added': alternativeAdded(
      difference,
      (to) => lookUp(released, to),
      (to) => lookUp(current, to),
    ),
    'variant-added': variantAdded(difference, (to) => lookUp(current, to)),
  };
  for (const [rule, found] of Object.entries(own)) if (found) return { pointer, rule, ...found };
  const isText =
    TEXT.includes(property ?? '') ||
    /^(Info|Tag|Contact|License|Example|ExternalDocs)/.test(difference.typeName) ||
    /\/x-sample(\/|$)/.test(pointer);
  return {
    kind: isText ? 'text' : KINDS[impact],
    pointer,
    rule: verdicts[0]?.ruleId ?? (isText ? 'text' : difference.kind),
    sentence: verdicts.map(({ message }) => message).join(' ') || sentenceOf(difference),
  };
}

const sentenceOf = ({ kind, typeName, property }: Difference) =>
  kind === 'modified' ? `\`${property}\` was changed.` : `${typeName} was ${kind}.`;

const lookUp = (document: Json, pointer: string): Json =>
  pointer
    .slice(2)
    .split('/')
    .reduce((node, key) => node?.[decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~')], document);
