// Local times with a time zone, as Calendar spells them in replies: with the offset of that place and day.

/** Minutes east of UTC at this instant; throws RangeError for an unknown zone. */
function offsetMinutes(instant: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  }).formatToParts(instant);
  const of = (type: string) => Number(parts.find((part) => part.type === type)!.value);
  const local = Date.UTC(of('year'), of('month') - 1, of('day'), of('hour'), of('minute'), of('second'));
  return Math.round((local - Math.floor(instant / 1000) * 1000) / 60_000);
}

/** `2026-03-05T15:00:00` in Europe/Berlin as `2026-03-05T15:00:00+01:00`; what has an offset already stays. */
export function withOffset(dateTime: string, timeZone: string | undefined): string | undefined {
  if (/(Z|[+-]\d\d:\d\d)$/.test(dateTime)) return dateTime;
  if (timeZone === undefined) return undefined;
  const asUtc = Date.parse(`${dateTime}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  try {
    const guess = asUtc - offsetMinutes(asUtc, timeZone) * 60_000;
    const minutes = offsetMinutes(guess, timeZone);
    const two = (value: number) => String(Math.floor(Math.abs(value))).padStart(2, '0');
    const text = dateTime.replace(/\.\d+$/, '');
    return minutes === 0 ? `${text}Z` : `${text}${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
  } catch {
    return undefined;
  }
}
