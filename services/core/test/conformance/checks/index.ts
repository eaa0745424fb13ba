// What every adapter must do, in the order in which it is easiest to understand what one does not.
import type { Check } from './check.js';
import {
  tellsItsFailures,
  tellsTheFailuresOfItsLook,
  tellsTheFailuresOfItsPreview,
  waitsForAShortLimit,
} from './failures.js';
import { survivesALostReply, survivesALostRequest } from './lost-replies.js';
import { returnsItsOutput, returnsWhatItReads } from './outputs.js';
import { changesNothingInPreview, sendsWhatWasPreviewed } from './previews.js';
import { asksForItsScopes } from './scopes.js';
import { keepsItsTokenAtHome, showsNoSecret } from './secrets.js';
import { statesWhatItIs } from './statements.js';
import { canBeUndone } from './undo.js';

export type { Check } from './check.js';

export const CHECKS: Check[] = [
  statesWhatItIs,
  changesNothingInPreview,
  sendsWhatWasPreviewed,
  returnsItsOutput,
  returnsWhatItReads,
  showsNoSecret,
  keepsItsTokenAtHome,
  asksForItsScopes,
  survivesALostReply,
  survivesALostRequest,
  tellsItsFailures,
  waitsForAShortLimit,
  tellsTheFailuresOfItsLook,
  tellsTheFailuresOfItsPreview,
  canBeUndone,
];
