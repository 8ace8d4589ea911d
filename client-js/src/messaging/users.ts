import { CHAT, type MessagingContext } from './context.js';
import { UserInfo } from './user-info.js';

/** @internal The users that are followed: those asked for last, and always the own one. */
export class Users {
  readonly #users = new Map<string, Promise<UserInfo>>();
  #own: UserInfo | undefined;

  constructor(
    private readonly context: () => MessagingContext,
    private readonly limit: () => number,
  ) {}

  get own(): UserInfo | undefined {
    return this.#own;
  }

  async openOwn(identity: string, profile: string): Promise<void> {
    this.#own ??= await UserInfo.open(this.context(), identity, profile);
  }

  /** A user by identity. */
  get(identity: string): Promise<UserInfo> {
    if (this.#own && identity === this.#own.identity) {
      return Promise.resolve(this.#own);
    }
    const known = this.#users.get(identity);
    if (known) {
      // Whoever is asked for again is dropped last.
      this.#users.delete(identity);
      this.#users.set(identity, known);
      return known;
    }
    const opening = this.#open(identity);
    this.#users.set(identity, opening);
    opening.catch(() => this.#users.delete(identity));
    this.#dropOldest();
    return opening;
  }

  async #open(identity: string): Promise<UserInfo> {
    const context = this.context();
    const path = `${CHAT}/Users/${encodeURIComponent(identity)}`;
    const { body } = await context.connection.request({ method: 'GET', path });
    return UserInfo.open(context, body.identity, body.sync_objects.user_info_map);
  }

  #dropOldest(): void {
    if (this.#users.size > this.limit()) {
      const [identity, user] = this.#users.entries().next().value!;
      this.#users.delete(identity);
      void user.then(
        oldest => oldest.close(),
        () => undefined,
      );
    }
  }
}
