import type { Answer, CallRequest } from '../connection/call.js';
import { CHAT, type MessagingContext } from './context.js';

/** @internal What is asked for about one channel. */
export class ChannelRequests {
  #typingUntil = 0;

  constructor(
    private readonly context: MessagingContext,
    private readonly sid: string,
  ) {}

  /** Reads the channel's resource. */
  get(): Promise<Answer> {
    return this.#ask({ method: 'GET', path: this.#path('') });
  }

  post(part: string, body: object): Promise<Answer> {
    return this.#ask({ method: 'POST', path: this.#path(part), body });
  }

  delete(part: string): Promise<Answer> {
    return this.#ask({ method: 'DELETE', path: this.#path(part) });
  }

  /** Reads what the own user is to the channel. */
  getMembership(): Promise<Answer> {
    return this.#ask({ method: 'GET', path: `${CHAT}/MyConversations/${this.sid}` });
  }

  postMembership(body: object): Promise<Answer> {
    return this.#ask({ method: 'POST', path: `${CHAT}/MyConversations/${this.sid}`, body });
  }

  /** Says that the own user types, unless that was said lately. */
  async typing(): Promise<void> {
    if (Date.now() < this.#typingUntil) {
      return;
    }
    // Set before the answer: a second key must not lead to a second request.
    this.#typingUntil = Date.now() + 1_000;
    const { body } = await this.#ask({
      method: 'POST',
      path: `${CHAT}/Typing`,
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      body: `ChannelSid=${this.sid}`,
    });
    this.#typingUntil = Date.now() + body.typing_timeout * 1000;
  }

  /** The others take a message for the end of typing: what is typed next is news again. */
  typingEnded(): void {
    this.#typingUntil = 0;
  }

  #ask(request: CallRequest): Promise<Answer> {
    return this.context.connection.request(request);
  }

  #path(part: string): string {
    return `${CHAT}/Conversations/${this.sid}${part}`;
  }
}
