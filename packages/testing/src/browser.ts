export interface Visited {
  status: number;
  headers: Headers;
  text: string;
}

/** A browser as far as connecting an account goes: it keeps cookies and follows no redirect by itself. */
export class Browser {
  private readonly cookies = new Map<string, string>();

  async open(url: string): Promise<Visited> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const reply = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} });
    for (const set of reply.headers.getSetCookie()) {
      const [pair = ''] = set.split(';');
      const at = pair.indexOf('=');
      this.cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    return { status: reply.status, headers: reply.headers, text: await reply.text() };
  }

  /** Opens an authorization's link and gives where its button leads. */
  async begin(authorizationUrl: string): Promise<string> {
    const { text } = await this.open(authorizationUrl);
    const href = /<a class="button" href="([^"]+)"/.exec(text)?.[1];
    if (!href) throw new Error(`The page has no button: ${text}`);
    return href.replaceAll('&amp;', '&');
  }
}
