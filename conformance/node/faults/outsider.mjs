import { chatToken } from '../harness/chat.mjs';
import { PublishedChatUser } from '../harness/drivers/chat-published.mjs';
import { pause } from './plan.mjs';

const TRY_EVERY_MILLIS = 700;

/** Someone who must not hear secrets: all bytes that reach its client are searched for it. */
export class Outsider {
  /** Completes with a client that has started; `channel` is what it will try to get at, if anything. */
  static async begin({ version, identity, door, secrets, channel }) {
    const outsider = new Outsider({ identity, door, secrets, channel });
    door.tap(bytes => outsider.see(bytes));
    outsider.user = await PublishedChatUser.connect(version, door.url, identity);
    return outsider;
  }

  #secrets;
  #door;
  #channel;
  #tail = '';
  /** Where a secret was seen, or what should have been refused and was not. */
  found = [];
  refused = 0;

  constructor({ identity, door, secrets, channel }) {
    this.identity = identity;
    this.#door = door;
    this.#secrets = secrets;
    this.#channel = channel;
  }

  /** Knocks at every door of the private channel, by its own sid and by those of its parts. */
  async tryUntil(isOver) {
    const token = chatToken(this.identity);
    const digits = this.#channel.slice(2);
    const paths = [
      ...[`/v3/Lists/ES${digits}`, `/v3/Lists/ES${digits}/Items`, `/v3/Maps/MP${digits}/Items`],
      ...[`/v3/Documents/ET${digits}`, `/v1/Channels/${this.#channel}`, `/v1/Channels/${this.#channel}/Messages`],
    ];
    while (!isOver()) {
      await this.user.perform('find', { channel: this.#channel }).then(
        () => this.found.push('the SDK has the private channel'),
        () => this.refused++,
      );
      for (const path of paths) {
        await this.#ask(path, token);
      }
      await pause(TRY_EVERY_MILLIS);
    }
  }

  async #ask(path, token) {
    try {
      const answer = await fetch(this.#door.url + path, {
        headers: { 'x-twilio-token': token },
        signal: AbortSignal.timeout(5_000),
      });
      answer.ok ? this.found.push(`GET ${path} was answered with ${answer.status}`) : this.refused++;
    } catch {
      // The gateway is away: that tells nothing either.
    }
  }

  /** Takes bytes as they come. */
  see(bytes) {
    const text = this.#tail + bytes.toString('latin1');
    let seen = 0;
    for (const secret of this.#secrets) {
      const at = text.indexOf(secret);
      if (at >= 0) {
        this.found.push(text.slice(Math.max(0, at - 300), at + 200));
        seen = Math.max(seen, at + secret.length);
      }
    }
    // A secret may come in two pieces; one that was found is not found again.
    const longest = Math.max(...this.#secrets.map(({ length }) => length));
    this.#tail = text.slice(Math.max(seen, text.length - longest));
  }
}
