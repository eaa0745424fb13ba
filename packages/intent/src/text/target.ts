// Addresses, links, repositories and channels: told apart by form, and refused where the form is not wholly clean.
import { hasInvisible } from './characters.js';

export type TargetKind = 'address' | 'link' | 'repository' | 'channel';

export interface Target {
  kind: TargetKind;
  /** Why it must not be used as it is. */
  problem?: 'malformed' | 'look-alike';
}

const ASCII = /^[\x21-\x7e]*$/;
const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_{|}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*$/i;
const DOMAIN = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/i;
const HOST = /^(?:[a-z0-9](?:[a-z0-9_-]{0,61}[a-z0-9])?\.)*[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;
/** An at sign in other words, or a domain behind one, of an address whose beginning stands elsewhere. */
const HIDDEN_AT = /.[([{](?:at|@)[)\]}].|[\w.-]%40[\w-]+\.|&#(?:64|x40);|^@[\w-]+(?:\.[\w-]+)+$/i;
const PUNYCODE = /(?:^|\.)xn--/i;
const LINK_START = /^[a-z][a-z0-9+.-]{1,9}:\/\/?|^www\.|^h[tx]{1,3}ps?[:/]|^(?:javascript|data|file|ftp):/i;
const BARE_LINK = /^(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d+)?\/\S*$/i;
const REPOSITORY = /^[a-z0-9][a-z0-9_-]{0,99}\/(?!\.{1,2}$)(?!.*\.git$)[a-z0-9._-]{1,100}$/i;
const SLASHED_WORDS =
  /^(?:\d+\/\d+(?:\/\d+)?|and\/or|or\/and|w\/o|n\/a|[hs]\/he|s?he\/s?he|his\/her|yes\/no|on\/off|24\/7|a\/b|ci\/cd|ui\/ux|i\/o|tcp\/ip)$/i;
const CHANNEL = /^#[a-z0-9][\w.-]{0,79}$/i;

/** What a piece of text without spaces is, if it is a target or was meant to be one. */
export function targetIn(piece: string): Target | undefined {
  // An at sign or a slash of another script looks like the real one and is not.
  if (/[＠﹫]/.test(piece)) return { kind: 'address', problem: 'look-alike' };
  if (HIDDEN_AT.test(piece) && !/^https?:/i.test(piece)) return { kind: 'address', problem: 'malformed' };
  if (LINK_START.test(piece) || /:\/\//.test(piece)) return linkIn(piece);
  if (piece.includes('@') && !/^@[\w.-]*$/.test(piece)) return addressIn(piece);
  if (piece.startsWith('#') && piece.length > 1) return channelIn(piece);
  if (/^[^/\\]+[/\\⁄∕／][^\s]*$/u.test(piece)) return slashed(piece);
  return undefined;
}

function addressIn(piece: string): Target {
  if (!ASCII.test(piece) || PUNYCODE.test(piece.slice(piece.indexOf('@') + 1)))
    return { kind: 'address', problem: 'look-alike' };
  const at = piece.indexOf('@');
  const [local, domain] = [piece.slice(0, at), piece.slice(at + 1)];
  const isClean = local.length <= 64 && piece.length <= 254 && LOCAL_PART.test(local) && DOMAIN.test(domain);
  return isClean ? { kind: 'address' } : { kind: 'address', problem: 'malformed' };
}

function linkIn(piece: string): Target {
  if (hasInvisible(piece)) return { kind: 'link', problem: 'look-alike' };
  const [, authority, rest] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(piece) ?? [];
  if (authority === undefined || piece.length > 2048) return { kind: 'link', problem: 'malformed' };
  if (!ASCII.test(authority) || authority.includes('@') || PUNYCODE.test(authority))
    return { kind: 'link', problem: 'look-alike' };
  const [host, port, ...more] = authority.startsWith('[') ? [authority] : authority.split(':');
  const isClean =
    more.length === 0 &&
    (port === undefined || /^(?!0+$)\d{1,5}$/.test(port)) &&
    (HOST.test(host!) || /^\[[0-9a-f:.]+\](?::\d{1,5})?$/i.test(host!)) &&
    /^[\x21\x23-\x3b\x3d\x3f-\x5b\x5d\x5f\x61-\x7a\x7e]*$/.test(rest!) && // what a URL holds without being escaped
    !/:\/\/|,https?:|%(?![0-9a-f]{2})|^[?#]@/i.test(rest!) &&
    isNamedAsIs(piece, host!);
  return isClean ? { kind: 'link' } : { kind: 'link', problem: 'malformed' };
}

/** Whether the network asks for the host that is written: it reads `0x7f.1` and `2130706433` as addresses of machines. */
const isNamedAsIs = (piece: string, host: string) =>
  URL.canParse(piece) &&
  new URL(piece).hostname === host.toLowerCase().replace(/:\d+$/, (port) => (host.startsWith('[') ? '' : port));

function channelIn(piece: string): Target | undefined {
  if (/^#\d+$/.test(piece)) return undefined; // an issue's number
  if (CHANNEL.test(piece)) return { kind: 'channel' };
  if (ASCII.test(piece)) return { kind: 'channel', problem: 'malformed' };
  return {
    kind: 'channel',
    problem: /[^\x21-\x7e]/.test(piece) && !/^#[\p{L}\p{N}_-]+$/u.test(piece) ? 'look-alike' : mixed(piece),
  };
}

const mixed = (piece: string) =>
  isOneScript(piece.slice(1)) && piece.normalize('NFKC') === piece.normalize('NFC')
    ? undefined
    : ('look-alike' as const);

const SCRIPTS = [/\p{sc=Latin}/u, /\p{sc=Cyrillic}/u, /\p{sc=Greek}/u, /\p{sc=Armenian}/u, /\p{sc=Cherokee}/u];

/** Whether the letters of a text could all have been meant for one another. */
export const isOneScript = (text: string): boolean =>
  SCRIPTS.filter((script) => script.test(text)).length <= 1 && !hasInvisible(text);

function slashed(piece: string): Target | undefined {
  if (SLASHED_WORDS.test(piece) || /^\w[/\\]$/.test(piece)) return undefined;
  if (/^spaces\/[A-Za-z0-9_-]+$/.test(piece)) return { kind: 'channel' };
  if (REPOSITORY.test(piece)) return { kind: 'repository' };
  if (BARE_LINK.test(piece)) return { kind: 'link', problem: 'malformed' };
  if (!ASCII.test(piece)) return { kind: 'repository', problem: 'look-alike' };
  return /^[\w.-]+[/\\]/.test(piece) ? { kind: 'repository', problem: 'malformed' } : undefined;
}
