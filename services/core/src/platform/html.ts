// Small pages for people: one look, nothing that runs, nothing from elsewhere but a logo.
import { createHash } from 'node:crypto';

/** Markup that is safe to stand in a page. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | Html[] | undefined;

/** Markup from a template: every value is escaped but what is markup itself; undefined leaves nothing. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(String.raw({ raw: strings }, ...parts.map(textOf)));

function textOf(part: Part): string {
  if (part === undefined) return '';
  if (part instanceof Html) return part.text;
  return Array.isArray(part) ? part.map(textOf).join('') : escaped(String(part));
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ENTITIES[character]!);

const STYLE = `
:root{color-scheme:light dark;--ink:#1b2030;--soft:#596074;--line:#dde0ea;--paper:#fff;--ground:#f3f4f9;--accent:#4353d8;--on-accent:#fff;--bad:#a8321f}
@media(prefers-color-scheme:dark){:root{--ink:#eceef6;--soft:#a3aabd;--line:#333a4d;--paper:#1a1e2a;--ground:#11141c;--accent:#8f9bff;--on-accent:#11141c;--bad:#ff9d8a}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;display:grid;place-items:center;padding:24px 16px;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{width:100%;max-width:440px;padding:32px;background:var(--paper);border:1px solid var(--line);border-radius:14px;overflow-wrap:anywhere}
img{display:block;height:48px;max-width:100%;margin:0 0 20px;object-fit:contain;object-position:left}
h1{margin:0 0 12px;font-size:22px;line-height:1.25;letter-spacing:-.01em;text-wrap:balance}
p{margin:0 0 14px}
ul{margin:0 0 18px;padding-left:20px}
li{margin:0 0 4px;overflow-wrap:anywhere}
details{margin:0 0 18px}
summary{cursor:pointer;color:var(--soft)}
details ul{margin:8px 0 0}
code{font:13px/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
a{color:var(--accent)}
.button{display:block;margin:20px 0 14px;padding:12px 20px;border-radius:9px;background:var(--accent);color:var(--on-accent);font-weight:600;text-align:center;text-decoration:none}
.button:hover{filter:brightness(1.08)}
a:focus-visible,summary:focus-visible{outline:3px solid var(--accent);outline-offset:3px;border-radius:9px}
.soft{color:var(--soft);font-size:14px}
.bad h1{color:var(--bad)}
footer{margin-top:20px;padding-top:16px;border-top:1px solid var(--line);color:var(--soft);font-size:14px}
footer p{margin:0 0 4px}
main>:last-child{margin-bottom:0}
@media(max-width:420px){main{padding:24px 20px}}
`;
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');

export interface Document {
  title: string;
  body: Html;
  /** Whether it tells that something went wrong. */
  isRefusal?: boolean;
  /** A logo above the title: the one thing that is loaded from elsewhere. */
  image?: string | undefined;
}

// A host may hold a comma or a semicolon, which would end the directive.
const sourceOf = (url: string) => new URL(url).origin.replace(/[;,]/g, encodeURIComponent);

/** A whole page, and the policy that it needs. */
export function renderDocument({ title, body, isRefusal = false, image }: Document): { text: string; policy: string } {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${title}</title>
<style>${new Html(STYLE)}</style>
</head>
<body${isRefusal ? html` class="bad"` : undefined}>
<main>
${image === undefined ? undefined : html`<img src="${image}" alt="" referrerpolicy="no-referrer">`}
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  const policy = [
    "default-src 'none'",
    `style-src 'sha256-${STYLE_HASH}'`,
    ...(image ? [`img-src ${sourceOf(image)}`] : []),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
  return { text: page.text, policy };
}
