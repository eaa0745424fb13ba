// What a mail's HTML says to somebody who sees it as text, and what it would do that people should know of.
import type { Handler } from 'htmlparser2';
import { PlanError } from '../provider.js';

export interface ReadHtml {
  text: string;
  /** Hosts of images that a reader's mail program would load. */
  imageHosts: string[];
  /** Whether it has scripts, forms or frames, which mail programs drop. */
  active: boolean;
}

const SILENT = new Set([
  'head',
  'noembed',
  'noframes',
  'script',
  'select',
  'style',
  'svg',
  'template',
  'textarea',
  'title',
]);
const ACTIVE = new Set([
  'applet',
  'button',
  'embed',
  'form',
  'frame',
  'iframe',
  'input',
  'object',
  'script',
  'select',
  'textarea',
]);
const LINES = new Set([
  'address',
  'caption',
  'dd',
  'div',
  'dt',
  'li',
  'section',
  'article',
  'header',
  'footer',
  'main',
  'nav',
  'tr',
]);
const PARAGRAPHS = new Set([
  'blockquote',
  'dl',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'hr',
  'ol',
  'p',
  'pre',
  'table',
  'ul',
]);

/** How many elements may be inside of each other: more than browsers keep apart. The parser's time grows with their square. */
const DEEPEST = 1_000;

/** Loads the parser when it is first needed: most mails are text. Throws PlanError. */
export async function readHtml(html: string): Promise<ReadHtml> {
  const { Parser } = await import('htmlparser2');
  const reader = new Reader();
  new Parser(reader).end(html);
  return { text: reader.text(), imageHosts: [...reader.imageHosts].sort(), active: reader.active };
}

class Reader implements Partial<Handler> {
  readonly imageHosts = new Set<string>();
  active = false;
  private readonly parts: string[] = [];
  /** The one that is open: there is no link within a link. */
  private link: { href: string | undefined; from: number } | undefined;
  private silent = 0;
  private depth = 0;

  onopentag(name: string, attributes: Record<string, string>) {
    if (++this.depth > DEEPEST)
      throw new PlanError('/body', 'invalid_html', `The HTML has more than ${DEEPEST} elements inside of each other.`);
    this.active ||= ACTIVE.has(name);
    if (name === 'img') this.image(attributes);
    if (SILENT.has(name)) this.silent++;
    if (this.silent > 0) return;
    if (name === 'br') this.parts.push('\n');
    else if (name === 'img' && attributes.alt) this.ontext(attributes.alt);
    else if (name === 'a') this.startLink(attributes.href);
    else this.breakFor(name);
    if (name === 'li') this.parts.push('- ');
  }

  ontext(text: string) {
    if (this.silent === 0) this.parts.push(text.replace(/\s+/g, ' '));
  }

  onclosetag(name: string) {
    this.depth--;
    if (SILENT.has(name)) this.silent--;
    else if (this.silent > 0) return;
    else if (name === 'a') this.endLink();
    else if (name === 'td' || name === 'th') this.parts.push(' ');
    else this.breakFor(name);
  }

  text(): string {
    return this.parts
      .join('')
      .replace(/ {2,}/g, ' ')
      .replace(/ ?\n ?/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }

  private breakFor(name: string) {
    if (PARAGRAPHS.has(name)) this.parts.push('\n\n');
    else if (LINES.has(name)) this.parts.push(this.parts.at(-1)?.endsWith('\n') ? '' : '\n');
  }

  private startLink(href: string | undefined) {
    this.endLink();
    this.link = { href: href?.trim(), from: this.parts.length };
  }

  /** A link's text may say anything: where it leads stands beside it, unless it is the text. */
  private endLink() {
    if (!this.link) return;
    const { href, from } = this.link;
    this.link = undefined;
    const said = this.parts.slice(from).join('').trim();
    if (href && /^(?:https?|mailto|tel):/i.test(href) && said !== href && `mailto:${said}` !== href)
      this.parts.push(said === '' ? href : ` <${href}>`);
  }

  private image({ src = '', srcset = '' }: Record<string, string>) {
    for (const text of [src, ...srcset.split(',')]) {
      const url = URL.parse(text.trim().split(/\s/)[0]!, 'https://no-host.invalid/');
      if (url && /^https?:$/.test(url.protocol) && url.host !== 'no-host.invalid') this.imageHosts.add(url.host);
    }
  }
}
