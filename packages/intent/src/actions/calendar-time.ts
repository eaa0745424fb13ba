// When an event takes place, by places in the text as it was written.
import type { Field } from '../slots/fields.js';
import { type When, whenIn } from '../slots/when.js';
import { isZone } from '../slots/zone.js';
import { plain } from '../text/characters.js';
import type { Request } from './build.js';

/** Most of a request that a time is looked for in: a time stands near the verb, and chrono takes long for long texts. */
const MOST_TIME_TEXT = 400;

/** When it takes place, read from mended words, told by their places in the text as it is. */
export function whenOf(request: Request, fields: readonly Field[]): When {
  const { out, places } = timeText(request, fields);
  const when = whenIn(out, request.context);
  const inText = ([start, end]: [number, number]): [number, number] => [
    places[start]!,
    end > start ? places[end - 1]! + 1 : places[start]!,
  ];
  for (const moment of [when.start, when.end, when.durationMinutes, when.timeZone])
    if (moment) moment.span = inText(moment.span);
  when.spans = when.spans.map(inText);
  return when;
}

/** The text in lower case, blank where a target or a text of somebody stands, and where each of its characters comes from. */
function timeText({ text, tokens, end }: Request, fields: readonly Field[]): { out: string; places: number[] } {
  const to = Math.min(tokens[end - 1]!.end, tokens[0]!.start + MOST_TIME_TEXT);
  let out = '';
  const places: number[] = [];
  for (let index = 0; index < end && tokens[index]!.start < to; index++) {
    const { kind, start, end: last, word } = tokens[index]!;
    const isHidden =
      (kind !== 'word' && kind !== 'punctuation') ||
      fields.some(
        (field) =>
          field.name !== 'topic' && field.delimited && field.quoted && index >= field.marker && index < field.end,
      );
    const raw = plain(text.slice(start, last));
    const piece =
      last - start > 40 || (isHidden && !/^\d/.test(word)) ? '_' : kind === 'word' && !isZone(raw) ? word : raw;
    if (out && tokens[index - 1]!.end < start) {
      out += ' ';
      places.push(start - 1);
    }
    for (let offset = 0; offset < piece.length; offset++)
      places.push(offset === piece.length - 1 ? last - 1 : Math.min(start + offset, last - 1));
    out += piece;
  }
  return { out, places };
}
