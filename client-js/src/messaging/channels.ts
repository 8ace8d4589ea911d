import { ChorusError } from '../core/errors.js';
import { Lanes } from '../core/lanes.js';
import { Channel } from './channel.js';
import { CHAT, type MessagingContext } from './context.js';
import { MapView } from './map-view.js';

/** @internal What the client tells of its channels. */
export interface ChannelsListener {
  tell(
    event: 'channelAdded' | 'channelJoined' | 'channelInvited' | 'channelLeft' | 'channelRemoved',
    channel: Channel,
  ): void;
}

const FORBIDDEN_OR_GONE = [403, 404];

/**
 * @internal The channels that a client knows: those of its user, and the public ones. What happens to one channel is
 * done in the order in which it was told, though opening takes a while.
 */
export class Channels {
  readonly known = new Map<string, Channel>();
  readonly #lanes = new Lanes();
  #own: MapView | undefined;
  #public: MapView | undefined;

  constructor(
    private readonly context: MessagingContext,
    private readonly listener: ChannelsListener,
  ) {}

  /** Reads and follows both lists, and opens what is in the user's. */
  async start(ownName: string, publicName: string | undefined): Promise<void> {
    const opening: Promise<void>[] = [];
    this.#closeViews();
    this.#own = await MapView.open(this.context, ownName, {
      set: (sid, data) => void opening.push(this.#inOrder(sid, () => this.#membership(sid, data))),
      removed: sid => void this.#inOrder(sid, async () => this.#noMember(sid)),
      gone: () => undefined,
    });
    await this.#own.load();
    if (publicName !== undefined) {
      await this.#followPublic(publicName);
    }
    await Promise.all(opening.splice(0));
  }

  /** The channel of this id: the one that is known, or one that is opened now. Fails if there is none to be seen. */
  async bySid(sid: string): Promise<Channel> {
    await this.#lanes.run(sid, async () => undefined);
    return this.known.get(sid) ?? this.#lookUp(sid);
  }

  /** The same, by unique name. */
  async byUniqueName(uniqueName: string): Promise<Channel> {
    const known = [...this.known.values()].find(channel => channel.uniqueName === uniqueName);
    return known ?? this.#lookUp(uniqueName);
  }

  /** A channel that this client has just made, or that its user may see: whoever hears of it first adds it. */
  ensure(sid: string): Promise<Channel> {
    return this.#inOrder(sid, async () => {
      const channel = this.known.get(sid) ?? new Channel(this.context, sid);
      await channel.open();
      this.#add(channel);
      return channel;
    });
  }

  /** The document of a channel is gone. */
  gone(channel: Channel): void {
    void this.#inOrder(channel.sid, async () => this.#remove(channel));
  }

  close(): void {
    this.#closeViews();
    this.known.forEach(channel => channel.close());
  }

  /** A start that failed halfway may have left some. */
  #closeViews(): void {
    this.#own?.close();
    this.#public?.close();
  }

  async #lookUp(name: string): Promise<Channel> {
    const path = `${CHAT}/Conversations/${encodeURIComponent(name)}`;
    const { body } = await this.context.connection.request({ method: 'GET', path });
    return this.ensure(body.sid ?? body.conversation_sid);
  }

  /** The public channels that are there already become known without an event, as in the first generation. */
  async #followPublic(name: string): Promise<void> {
    let isStarted = false;
    try {
      this.#public = await MapView.open(this.context, name, {
        set: (sid, data) => {
          const isNews = isStarted;
          void this.#inOrder(sid, async () => this.#publicChannel(sid, data, isNews));
        },
        removed: sid => void this.#inOrder(sid, async () => this.#publicGone(sid)),
        gone: () => undefined,
      });
    } catch (error) {
      if (error instanceof ChorusError && error.status === 404) {
        return;
      }
      throw error;
    }
    await this.#public.load();
    isStarted = true;
  }

  async #membership(sid: string, data: any): Promise<void> {
    const isNew = !this.known.has(sid);
    const channel = this.known.get(sid) ?? new Channel(this.context, sid);
    const before = channel.status;
    try {
      await channel.open();
      if (data.status === 'joined' && (isNew || before !== 'joined')) {
        await channel.followConversation();
      }
    } catch (error) {
      if (error instanceof ChorusError && FORBIDDEN_OR_GONE.includes(error.status)) {
        // It ended while it was being opened, of which another event tells.
        return;
      }
      throw error;
    }
    // Not before: whoever waits for the membership means to hear of everything from then on.
    const changes = channel.takeMembership(data);
    this.#add(channel);
    channel.look();
    if (channel.status !== before || isNew) {
      if (channel.status === 'joined') {
        this.listener.tell('channelJoined', channel);
      } else if (channel.status === 'invited') {
        this.listener.tell('channelInvited', channel);
      }
    }
    if (!isNew) {
      channel.changed(changes.filter(change => change !== 'status'));
    }
  }

  #noMember(sid: string): void {
    const channel = this.known.get(sid);
    if (!channel) {
      return;
    }
    const wasParticipating = channel.status !== 'notParticipating';
    channel.takeMembership({ status: 'notParticipating', type: channel.type });
    channel.unfollowConversation();
    channel.look();
    if (wasParticipating) {
      this.listener.tell('channelLeft', channel);
    }
    if (channel.isPrivate) {
      this.#remove(channel);
    }
  }

  #publicChannel(sid: string, data: any, isNews: boolean): void {
    const known = this.known.get(sid);
    const channel = known ?? new Channel(this.context, sid);
    const changes = channel.takeData({ ...data, messages: `${sid}.messages`, roster: `${sid}.roster` });
    if (known) {
      channel.changed(changes);
    } else if (isNews) {
      this.#add(channel);
    } else {
      this.known.set(sid, channel);
    }
  }

  #publicGone(sid: string): void {
    const channel = this.known.get(sid);
    if (channel && channel.status === 'notParticipating') {
      this.#remove(channel);
    }
  }

  #add(channel: Channel): void {
    if (!this.known.has(channel.sid)) {
      this.known.set(channel.sid, channel);
      this.listener.tell('channelAdded', channel);
    }
  }

  #remove(channel: Channel): void {
    if (this.known.get(channel.sid) !== channel) {
      return;
    }
    this.known.delete(channel.sid);
    const wasParticipating = channel.status !== 'notParticipating';
    channel.takeMembership({ status: 'notParticipating', type: channel.type });
    channel.close();
    if (wasParticipating) {
      this.listener.tell('channelLeft', channel);
    }
    channel.emit('removed', channel);
    this.listener.tell('channelRemoved', channel);
  }

  #inOrder<T>(sid: string, work: () => Promise<T>): Promise<T> {
    const result = this.#lanes.run(sid, work);
    result.catch(error => this.context.connection.logger.warn(`channel ${sid}: ${error.message}`));
    return result;
  }
}
