// Numbers and instants as people read them.

export function durationOf(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  return milliseconds < 60_000
    ? `${Math.round(milliseconds / 100) / 10} s`
    : `${Math.round(milliseconds / 60_000)} min`;
}

/** `59:07` */
export function clockOf(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

export function sizeOf(text: string): string {
  const bytes = new TextEncoder().encode(text).length;
  if (bytes < 1_000) return `${bytes} ${bytes === 1 ? 'byte' : 'bytes'}`;
  return `${(bytes / 1_000).toFixed(1)} kB`;
}

const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });

export function agoOf(instant: string, now: number): string {
  const seconds = Math.round((Date.parse(instant) - now) / 1_000);
  if (seconds > -10) return 'just now';
  if (seconds > -60) return AGO.format(seconds, 'second');
  if (seconds > -3_600) return AGO.format(Math.round(seconds / 60), 'minute');
  if (seconds > -86_400) return AGO.format(Math.round(seconds / 3_600), 'hour');
  return AGO.format(Math.round(seconds / 86_400), 'day');
}
