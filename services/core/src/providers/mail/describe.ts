// What a preview tells a person about a mail: a sentence, and what may surprise.

import { domainToUnicode } from 'node:url';
import type { Warning } from '../../generated/types.js';
import { listed, shown } from '../shown.js';
import type { Mailbox } from './address.js';
import { readHtml } from './html.js';
import type { Mail } from './read-mail.js';

/** Kinds of files that the large providers refuse or drop. Source: https://support.google.com/mail/answer/6590 */
const REFUSED_FILES =
  /\.(?:ade|adp|apk|appx|appxbundle|bat|cab|chm|cmd|com|cpl|diagcab|diagcfg|diagpkg|dll|dmg|ex_?|exe|hta|img|ins|iso|isp|jar|jnlp|js|jse|lib|lnk|mde|mjs|msc|msi|msix|msixbundle|msp|mst|nsh|pif|ps1|scr|sct|shb|sys|vb|vbe|vbs|vhd|vxd|wsc|wsf|wsh|xll)$/i;

/** What would happen, in one sentence. */
export function summaryOfMail({ to, cc, bcc, subject, attachments }: Mail): string {
  const recipients =
    addressesOf(to) +
    (cc.length > 0 ? `, cc ${addressesOf(cc)}` : '') +
    (bcc.length > 0 ? `, bcc ${addressesOf(bcc)}` : '');
  const files =
    attachments.length === 0 ? '' : ` (with ${attachments.length} attachment${attachments.length > 1 ? 's' : ''})`;
  return subject === ''
    ? `Send an e-mail without a subject to ${recipients}${files}`
    : `Send an e-mail to ${recipients}: ${shown(subject)}${files}`;
}

export async function warningsOfMail(mail: Mail): Promise<Warning[]> {
  const { subject, body, bodyType, attachments } = mail;
  const warnings = warningsOfScripts(mail);
  if (subject === '') warnings.push({ code: 'no_subject', detail: 'The mail has no subject.' });
  if (body.trim() === '') warnings.push({ code: 'empty_body', detail: 'The mail has no text.' });
  for (const { filename } of attachments)
    if (REFUSED_FILES.test(filename.trim()))
      warnings.push({ code: 'refused_attachment', detail: `Mail providers usually refuse files like ${filename}.` });
  return bodyType === 'html' ? [...warnings, ...(await warningsOfHtml(body))] : warnings;
}

/** A domain of other scripts may look like another one: it stands here as it is sent, and as it reads. */
function warningsOfScripts({ to, cc, bcc }: Mail): Warning[] {
  const domains = [...to, ...cc, ...bcc].map(({ address }) => address.slice(address.lastIndexOf('@') + 1));
  const foreign = [...new Set(domains)].filter((domain) => /(^|\.)xn--/i.test(domain));
  return foreign.map((domain) => ({
    code: 'other_script',
    detail: `The domain ${domain} reads ${shown(domainToUnicode(domain))}, whose letters may look like others: make sure that it is the one that is meant.`,
  }));
}

async function warningsOfHtml(body: string): Promise<Warning[]> {
  const { imageHosts, active } = await readHtml(body);
  const warnings: Warning[] = [];
  if (imageHosts.length > 0) {
    const detail = `The HTML shows images of ${imageHosts.slice(0, 5).join(', ')}: many mail programs do not load them, and who does tells that server that the mail was read.`;
    warnings.push({ code: 'remote_images', detail });
  }
  if (active)
    warnings.push({ code: 'active_html', detail: 'The HTML has scripts, forms or frames; mail programs drop them.' });
  return warnings;
}

const addressesOf = (mailboxes: Mailbox[]) => listed(mailboxes.map(({ address }) => address));
