import { AccessManager } from './access-manager.js';

/** @internal Where a client has its token from: a text, or a manager that several clients share. */
export class TokenSource {
  readonly manager: AccessManager;
  readonly #detach: () => void;
  readonly #isOwn: boolean;

  constructor(given: AccessManager | string, take: (token: string) => Promise<void>) {
    this.#isOwn = typeof given === 'string';
    this.manager = typeof given === 'string' ? new AccessManager(given) : given;
    this.#detach = this.manager.attach(take);
  }

  close(): void {
    this.#detach();
    if (this.#isOwn) {
      this.manager.close();
    }
  }
}
