import type { Channel } from './channel.js';
import type { MessagingContext } from './context.js';
import { MapView } from './map-view.js';
import { Member } from './member.js';

/** @internal A channel's members: followed, and read when somebody asks for them. */
export class Members {
  readonly #members = new Map<string, Member>();
  readonly #typing = new Map<string, ReturnType<typeof setTimeout>>();
  #view: MapView | undefined;
  #opening: Promise<MapView> | undefined;

  constructor(
    private readonly context: MessagingContext,
    private readonly channel: Channel,
  ) {}

  /** Follows them from now on. */
  async follow(): Promise<void> {
    const view = await this.#open();
    await view.live;
  }

  unfollow(): void {
    this.#view?.close();
    this.#view = undefined;
    this.#opening = undefined;
    this.#members.clear();
    this.#typing.forEach(timer => clearTimeout(timer));
    this.#typing.clear();
  }

  async all(): Promise<Member[]> {
    const view = await this.#open();
    await view.load();
    return [...this.#members.values()];
  }

  /** A member by identity, if it is known already. */
  known(identity: string): Member | undefined {
    return [...this.#members.values()].find(member => member.identity === identity);
  }

  /** Somebody types. */
  async typing(identity: string, seconds: number): Promise<void> {
    const member = (await this.all()).find(known => known.identity === identity);
    if (!member) {
      return;
    }
    clearTimeout(this.#typing.get(identity));
    this.#typing.set(
      identity,
      setTimeout(() => this.typingEnded(identity), seconds * 1000),
    );
    if (member.typing(true)) {
      this.#tell('typingStarted', member);
    }
  }

  typingEnded(identity: string | null): void {
    const timer = identity === null ? undefined : this.#typing.get(identity);
    if (identity === null || timer === undefined) {
      return;
    }
    clearTimeout(timer);
    this.#typing.delete(identity);
    const member = this.known(identity);
    if (member?.typing(false)) {
      this.#tell('typingEnded', member);
    }
  }

  #open(): Promise<MapView> {
    return (this.#opening ??= MapView.open(this.context, this.channel.rosterName, {
      set: (sid, data, why) => this.#set(sid, data, why),
      removed: (sid, data) => this.#removed(sid, data),
      gone: () => undefined,
    }).then(
      view => (this.#view = view),
      error => {
        this.#opening = undefined;
        throw error;
      },
    ));
  }

  #set(sid: string, data: any, why: 'read' | 'added' | 'updated'): void {
    const known = this.#members.get(sid);
    const member = known ?? new Member(this.context, this.channel, sid, data);
    this.#members.set(sid, member);
    const changes = known ? known.take(data) : [];
    if (why === 'added') {
      if (member.identity !== this.context.identity) {
        this.#tell('memberJoined', member);
      }
    } else if (why === 'updated' && (changes.length > 0 || !known)) {
      member.emit('updated', member, changes);
      this.channel.emit('memberUpdated', member, changes);
      this.context.tell('memberUpdated', member, changes);
    }
  }

  #removed(sid: string, data: any): void {
    const known = this.#members.get(sid);
    if (!known && !data) {
      return;
    }
    const member = known ?? new Member(this.context, this.channel, sid, data);
    this.typingEnded(member.identity);
    this.#members.delete(sid);
    this.channel.emit('memberLeft', member);
    this.context.tell('memberLeft', member);
  }

  #tell(event: 'memberJoined' | 'typingStarted' | 'typingEnded', member: Member): void {
    if (event !== 'memberJoined') {
      member.emit(event, member);
    }
    this.channel.emit(event, member);
    this.context.tell(event, member);
  }
}
