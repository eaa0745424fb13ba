// Local times with a time zone, as Calendar spells them in replies: with the offset of that place and day.

/** `+01:00`, or `Z`, at this instant; throws RangeError for an unknown zone. */
function offsetAt(instant: number, timeZone: string): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instant).find(({ type }) => type === 'timeZoneName')!.value;
  return /[+-](?!00:00)\d\d:\d\d/.exec(name)?.[0] ?? 'Z';
}

/** `2026-03-05T15:00:00` in Europe/Berlin as `2026-03-05T15:00:00+01:00`; what has an offset already stays. */
export function withOffset(dateTime: string, timeZone: string | undefined): string | undefined {
  if (/(Z|[+-]\d\d:\d\d)$/.test(dateTime)) return dateTime;
  const asUtc = Date.parse(`${dateTime}Z`);
  if (timeZone === undefined || Number.isNaN(asUtc)) return undefined;
  try {
    const guess = Date.parse(dateTime + offsetAt(asUtc, timeZone));
    return dateTime.replace(/\.\d+$/, '') + offsetAt(guess, timeZone);
  } catch {
    return undefined;
  }
}
