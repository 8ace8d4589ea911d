/**
 * One page of something, and the way to the next. It can be iterated too, over this page and all that follow:
 * `for await (const item of page)`.
 */
export class Page<T> implements AsyncIterable<T> {
  /** @internal */
  constructor(
    /** What the page holds, in its order. */
    readonly items: T[],
    private readonly next: (() => Promise<Page<T>>) | null,
    private readonly previous: (() => Promise<Page<T>>) | null,
  ) {}

  /** Whether there is a page after this one. */
  get hasNextPage(): boolean {
    return this.next !== null;
  }

  /** Whether there is a page before this one. */
  get hasPrevPage(): boolean {
    return this.previous !== null;
  }

  /**
   * Reads the page after this one.
   *
   * @throws RangeError if there is none
   */
  async nextPage(): Promise<Page<T>> {
    if (!this.next) {
      throw new RangeError('There is no next page');
    }
    return this.next();
  }

  /**
   * Reads the page before this one.
   *
   * @throws RangeError if there is none
   */
  async prevPage(): Promise<Page<T>> {
    if (!this.previous) {
      throw new RangeError('There is no previous page');
    }
    return this.previous();
  }

  /** All items from this page on; further pages are read as they are needed. */
  async *[Symbol.asyncIterator](): AsyncIterator<T> {
    let page: Page<T> = this;
    for (;;) {
      yield* page.items;
      if (!page.hasNextPage) {
        return;
      }
      page = await page.nextPage();
    }
  }
}
