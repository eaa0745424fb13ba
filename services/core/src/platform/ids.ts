import { TypeID, typeid } from 'typeid-js';

export type IdPrefix =
  | 'org'
  | 'ws'
  | 'key'
  | 'prv'
  | 'exe'
  | 'evt'
  | 'whk'
  | 'whe'
  | 'whd'
  | 'acp'
  | 'conn'
  | 'chat'
  | 'msg'
  | 'sug';

/** A new TypeID: the prefix and a UUIDv7, so ids sort by the time they were made. */
export const newId = (prefix: IdPrefix): string => typeid(prefix).toString();

const SUFFIX = /^[0-7][0-9a-hjkmnp-tv-z]{25}$/;

/** Whether `text` could be an id with this prefix; what could not is not looked up at all. */
export const isId = (prefix: IdPrefix, text: string): boolean =>
  text.startsWith(`${prefix}_`) && SUFFIX.test(text.slice(prefix.length + 1));

/** Whether `text` could be an id of ours, whatever it is the id of. */
export const isAnyId = (text: string): boolean =>
  /^[a-z]+_/.test(text) && SUFFIX.test(text.slice(text.indexOf('_') + 1));

/** The UUID that an id of ours holds, for systems that want one: the same for the same id. */
export const uuidOf = (id: string): string => TypeID.fromString(id).toUUID();
