import { Emitter } from '../core/emitter.js';
import { sameJson, type JsonObject } from '../core/json.js';
import { attributesOf, CHAT, type MessagingContext } from './context.js';
import { MapView } from './map-view.js';
import { Waiters } from './waiters.js';

/** What a user info tells. */
export interface UserInfoEvents {
  /** Names the fields that changed: `friendlyName`, `attributes`, `online`, `notifiable`. */
  updated: [user: UserInfo, changes: string[]];
}

/** What is known of a user: followed, so that it is always the present. */
export class UserInfo extends Emitter<{ [K in keyof UserInfoEvents]: UserInfoEvents[K] }> {
  /** The user's identity, unique in the service. */
  readonly identity: string;
  #friendlyName: string | null = null;
  #attributes: JsonObject = {};
  #online: boolean | null = null;
  #notifiable: boolean | null = null;
  #view: MapView | undefined;
  readonly #waiters = new Waiters();

  private constructor(
    private readonly context: MessagingContext,
    identity: string,
  ) {
    super();
    this.identity = identity;
  }

  /** @internal Reads a user's profile and follows it. */
  static async open(context: MessagingContext, identity: string, profile: string): Promise<UserInfo> {
    const user = new UserInfo(context, identity);
    let isOpen = false;
    user.#view = await MapView.open(
      context,
      profile,
      {
        set: (key, data) => {
          const changes = user.#take(key, data);
          if (isOpen && changes.length > 0) {
            user.#changed(changes);
          }
        },
        removed: () => undefined,
        gone: () => undefined,
      },
      true,
    );
    isOpen = true;
    return user;
  }

  /** The name to show; null if there is none. */
  get friendlyName(): string | null {
    return this.#friendlyName;
  }

  /** What the app keeps about the user. */
  get attributes(): JsonObject {
    return this.#attributes;
  }

  /** Whether a client of the user is connected; null where the service does not tell. */
  get online(): boolean | null {
    return this.#online;
  }

  /** Whether the user can be reached by push; null where the service does not tell. */
  get notifiable(): boolean | null {
    return this.#notifiable;
  }

  /** Changes the name. One's own, unless the role allows more. */
  updateFriendlyName(friendlyName: string): Promise<UserInfo> {
    return this.#update({ friendly_name: friendlyName }, () => this.#friendlyName === friendlyName);
  }

  /** Changes the attributes. One's own, unless the role allows more. */
  updateAttributes(attributes: JsonObject): Promise<UserInfo> {
    const text = JSON.stringify(attributes);
    return this.#update({ attributes: text }, () => sameJson(this.#attributes, JSON.parse(text)));
  }

  /** @internal */
  close(): void {
    this.#view?.close();
  }

  #update(body: object, isSeen: () => boolean): Promise<UserInfo> {
    return this.context.lanes.run(`user ${this.identity}`, async () => {
      await this.context.connection.request({
        method: 'POST',
        path: `${CHAT}/Users/${encodeURIComponent(this.identity)}`,
        body,
      });
      await this.#waiters.until(isSeen);
      return this;
    });
  }

  #take(key: string, data: any): string[] {
    switch (key) {
      case 'friendlyName': {
        const changed = this.#friendlyName !== data.value;
        this.#friendlyName = data.value ?? null;
        return changed ? ['friendlyName'] : [];
      }
      case 'attributes': {
        const attributes = attributesOf(data.value);
        const changed = !sameJson(attributes, this.#attributes);
        this.#attributes = attributes;
        return changed ? ['attributes'] : [];
      }
      case 'reachability': {
        const { online, notifiable } = this;
        this.#online = this.context.reachabilityEnabled ? (data.online ?? null) : null;
        this.#notifiable = this.context.reachabilityEnabled ? (data.notifiable ?? null) : null;
        return [
          ...(online === this.#online ? [] : ['online']),
          ...(notifiable === this.#notifiable ? [] : ['notifiable']),
        ];
      }
      default:
        return [];
    }
  }

  #changed(changes: string[]): void {
    this.#waiters.look();
    this.emit('updated', this, changes);
    this.context.userChanged(this, changes);
  }
}
