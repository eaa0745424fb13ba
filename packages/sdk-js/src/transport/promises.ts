/** The shape that makes an operation a list: a page of items, and the cursor of the next page or `null`. */
export interface CursorPage<Item = unknown> {
  data: Item[];
  nextCursor: string | null;
}

type ItemOf<Page extends CursorPage> = Page['data'][number];

/** A reply with its facts. */
export interface Reply<Data> {
  data: Data;
  /** Status and headers; the body has been read already, or is read by `data`. */
  response: Response;
  /** `X-Request-Id`: what to name when you ask somebody about this call. */
  requestId: string | undefined;
}

/** A promise of a call's data, which can also give the reply around it. */
export class APIPromise<Data> extends Promise<Data> {
  readonly #reply: Promise<Reply<Data>>;

  constructor(reply: Promise<Reply<Data>>) {
    super((resolve, reject) => {
      reply.then(({ data }) => resolve(data), reject);
    });
    this.#reply = reply;
  }

  /** What `then` and `catch` give is an ordinary promise. */
  static override get [Symbol.species](): PromiseConstructor {
    return Promise;
  }

  /** The data with status, headers and request id. Throws what the call throws. */
  withResponse(): Promise<Reply<Data>> {
    // The failure is told once, by the promise that is returned here.
    this.catch(() => {});
    return this.#reply;
  }
}

/** A promise of one page; `for await` walks the items of this page and of all that follow, fetching as it goes. */
export class PagePromise<Page extends CursorPage> extends APIPromise<Page> implements AsyncIterable<ItemOf<Page>> {
  readonly #next: (cursor: string) => PagePromise<Page>;

  constructor(reply: Promise<Reply<Page>>, next: (cursor: string) => PagePromise<Page>) {
    super(reply);
    this.#next = next;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<ItemOf<Page>, void, undefined> {
    let page: Page = await this;
    while (true) {
      yield* page.data as Awaited<ItemOf<Page>>[];
      if (!page.nextCursor) return;
      page = await this.#next(page.nextCursor);
    }
  }
}
