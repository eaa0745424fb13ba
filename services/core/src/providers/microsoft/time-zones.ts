// The names of time zones that Graph documents beside those of Windows: https://learn.microsoft.com/graph/api/resources/datetimetimezone
// Without those that it lists in two spellings. An event in any other zone is sent in UTC, which is the same time; whole days are sent in
// a zone that has the same time then, for Outlook shows them from midnight to midnight of the zone that it is told.

const NAMES = {
  Africa: 'Cairo Casablanca Johannesburg Lagos Nairobi Windhoek',
  America:
    'Anchorage Argentina/Buenos_Aires Asuncion Bahia Bogota Caracas Cayenne Chicago Chihuahua Cuiaba Denver Godthab Guatemala Halifax Indiana/Indianapolis La_Paz Los_Angeles Mexico_City Montevideo New_York Phoenix Regina Santa_Isabel Santiago Sao_Paulo St_Johns',
  Asia: 'Amman Baghdad Baku Bangkok Beirut Colombo Damascus Dhaka Dubai Irkutsk Jerusalem Kabul Karachi Kathmandu Kolkata Krasnoyarsk Magadan Novosibirsk Riyadh Seoul Shanghai Singapore Taipei Tbilisi Tehran Tokyo Ulaanbaatar Vladivostok Yakutsk Yekaterinburg Yerevan',
  Atlantic: 'Azores Cape_Verde Reykjavik',
  Australia: 'Adelaide Brisbane Darwin Hobart Perth Sydney',
  Etc: 'GMT GMT+11 GMT+12 GMT+2 GMT-12',
  Europe: 'Berlin Bucharest Budapest Istanbul Kaliningrad London Moscow Paris Warsaw',
  Indian: 'Mauritius',
  Pacific: 'Apia Auckland Fiji Guadalcanal Honolulu Kiritimati Port_Moresby Tongatapu',
};

const KNOWN = new Set([
  'UTC',
  ...Object.entries(NAMES).flatMap(([area, places]) => places.split(' ').map((place) => `${area}/${place}`)),
]);

/**
 * A zone that Graph knows in which clocks show at these instants what they show in the zone `like`: of the same area and with the same
 * time half a year later, where there is one. Undefined where clocks show it nowhere else.
 */
export function zoneLike(like: string, instants: string[]): string | undefined {
  if (isKnownZone(like)) return like;
  const area = `${like.split('/')[0]}/`;
  const nearFirst = [...KNOWN].sort((a, b) => Number(b.startsWith(area)) - Number(a.startsWith(area)));
  const times = instants.map((instant) => Date.parse(instant));
  const alsoLater = [...times, ...times.map((time) => time + HALF_A_YEAR)];
  return oneLike(like, alsoLater, nearFirst) ?? oneLike(like, times, nearFirst);
}

const HALF_A_YEAR = 182 * 86_400_000;

function oneLike(like: string, times: number[], names: string[]): string | undefined {
  const shown = shows(like, times);
  return names.find((name) => shows(name, times) === shown);
}

function shows(timeZone: string, times: number[]): string {
  const clock = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  return times.map((time) => clock.format(time)).join();
}

/** Whether Graph knows the zone of this IANA name. */
export const isKnownZone = (name: string): boolean => KNOWN.has(name);
