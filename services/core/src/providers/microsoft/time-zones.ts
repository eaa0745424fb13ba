// The names of time zones that Graph documents beside those of Windows: https://learn.microsoft.com/graph/api/resources/datetimetimezone
// Without those that it lists in two spellings. An event in any other zone is sent in UTC, which is the same time.

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

/** Whether Graph knows the zone of this IANA name. */
export const isKnownZone = (name: string): boolean => KNOWN.has(name);
