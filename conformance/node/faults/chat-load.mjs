import { CHAT_VERSIONS, FIRST, LAST } from '../harness/chat.mjs';
import { CHORUS_JAVA, ChorusJavaUser } from '../harness/drivers/chorus-java.mjs';
import { CHORUS_JS, ChorusJsUser } from '../harness/drivers/chorus-js.mjs';
import { PublishedChatUser } from '../harness/drivers/chat-published.mjs';
import { between, pause, randomFor } from './plan.mjs';
import { Outsider } from './outsider.mjs';

const SDKS = [LAST, FIRST, CHORUS_JS, CHORUS_JAVA];
const CONNECT = {
  [CHORUS_JS]: (url, identity) => ChorusJsUser.connect('messaging', url, identity),
  [CHORUS_JAVA]: (url, identity) => ChorusJavaUser.connect('messaging', url, identity),
};
const LEAST_PAUSE_MILLIS = 120;
const MOST_PAUSE_MILLIS = 480;
/** What a gateway sends to those who see others type. Outsiders are members of nothing. */
const TYPING = '"message_type":"twilio.ipmsg.typing_indicator"';
const LONGEST_NAME = 64;
const SWITCHING = Buffer.from('HTTP/1.1 101');
/** Messages that an author still edits and removes: the SDKs look for them among the newest. */
const NEWEST = 5;

/** What a writer does next, and how often of a hundred times; who may not manage members sends instead. */
const OPERATIONS = [
  ...[
    [32, 'sendOpen'],
    [24, 'sendPrivate'],
    [14, 'edit'],
    [8, 'remove'],
    [8, 'addGuest'],
    [5, 'removeGuest'],
  ],
  ...[
    [3, 'rename'],
    [6, 'type'],
  ],
];

/**
 * Writers and readers of one public and one private channel, one of each for each SDK; outsiders, who try to get at the
 * private one; and a member of it who is removed on the way.
 */
export class ChatLoad {
  static async start({ seed, run, balancer, journal }) {
    const load = new ChatLoad(run);
    const connecting = SDKS.flatMap((sdk, place) =>
      ['writer', 'reader'].map(async role => {
        const name = `${role === 'writer' ? 'w' : 'r'}-chat-${sdk.replace(' ', '-')}`;
        const door = await balancer.door(place + (role === 'writer' ? 1 : 0), `${name}-${run}`);
        const wire = watchWire(door);
        const user = await connect(sdk, door.url, `${name}-${run}`);
        return new ChatClient({
          name,
          identity: `${name}-${run}`,
          sdk,
          role,
          user,
          load,
          wire,
          random: randomFor(seed, name),
          journal,
        });
      }),
    );
    load.clients = await Promise.all(connecting);
    load.owner.mayManage = true;
    await load.#makeChannels(balancer);
    return load;
  }

  /** Channel sids by what they are. */
  channels = { open: undefined, private: undefined };
  outsiders = [];
  /** Guests that may be removed, by channel. */
  guests = [];

  constructor(run) {
    this.run = run;
    /** Every message of the private channel begins with the first; those after the removal of a member with both. */
    this.secrets = { private: `secret-${run}`, afterwards: `afterwards-${run}` };
    this.isRemoved = false;
  }

  get owner() {
    return this.clients.find(({ sdk, role }) => sdk === LAST && role === 'writer');
  }

  /** What is judged: the objects that the channels consist of. */
  get objects() {
    const parts = Object.entries(this.channels).flatMap(([which, sid]) => [
      [`messages-${which}`, { kind: 'messages', sid: sid.replace(/^CH/, 'ES'), channel: sid }],
      [`roster-${which}`, { kind: 'roster', sid: sid.replace(/^CH/, 'MP'), channel: sid }],
      [`name-${which}`, { kind: 'name', channel: sid }],
    ]);
    return Object.fromEntries(parts);
  }

  async #makeChannels(balancer) {
    for (const which of Object.keys(this.channels)) {
      const { sid } = await this.owner.user.perform('createChannel', {
        friendlyName: which === 'private' ? this.secrets.private : 'open',
        isPrivate: which === 'private',
      });
      this.channels[which] = sid;
      await this.owner.user.perform('join', { channel: sid });
      for (const { identity } of this.clients.filter(each => each !== this.owner)) {
        await this.owner.user.perform('add', { channel: sid, identity });
      }
      await Promise.all(this.clients.map(({ user }) => user.perform('follows', { channel: sid })));
    }
    for (const [place, version] of CHAT_VERSIONS.entries()) {
      const how = { version, identity: `outsider-${place}-${this.run}`, door: await balancer.door(place) };
      this.outsiders.push(
        await Outsider.begin({ ...how, secrets: [this.secrets.private, TYPING], channel: this.channels.private }),
      );
    }
    this.leaver = await Outsider.begin({
      version: LAST,
      identity: `leaver-${this.run}`,
      door: await balancer.door(1),
      secrets: [this.secrets.afterwards],
    });
    await this.owner.user.perform('add', { channel: this.channels.private, identity: this.leaver.identity });
    await this.leaver.user.perform('follows', { channel: this.channels.private });
  }

  /** A channel of the probes' own. */
  async probed() {
    return (await this.owner.user.perform('createChannel', { friendlyName: 'probes' })).sid;
  }

  async write(isOver) {
    await Promise.all([
      ...this.clients.filter(({ role }) => role === 'writer').map(client => client.write(isOver)),
      ...this.outsiders.map(outsider => outsider.tryUntil(isOver)),
    ]);
  }

  /** Removes the member who is to hear nothing more from then on. */
  async removeLeaver(journal) {
    const { identity } = this.leaver;
    const write = { by: this.owner.name, object: 'roster-private', kind: 'left', key: identity };
    const answer = await journal.account(write, () =>
      this.owner.user.perform('removeMember', { channel: this.channels.private, identity }),
    );
    this.isRemoved = answer !== undefined;
  }

  async views() {
    const views = [];
    for (const client of this.clients) {
      for (const [name, { kind, channel }] of Object.entries(this.objects)) {
        const state =
          kind === 'name' ? [['', (await client.user.perform('describe', { channel })).friendlyName]] : undefined;
        const told = client.told(kind, channel);
        const { name: by, sdk, wire } = client;
        const { connections, identities: received } = wire;
        views.push({ client: by, sdk, connections, received, object: name, told, state });
      }
    }
    return views;
  }

  async close() {
    await Promise.all([...this.clients, ...this.outsiders, this.leaver].map(({ user }) => user.close()));
  }
}

class ChatClient {
  #random;
  #journal;
  #load;
  /** Own messages that may still be changed: channel, write id. */
  #sent = [];
  mayManage = false;

  constructor({ name, identity, sdk, role, user, load, wire, random, journal }) {
    Object.assign(this, { name, identity, sdk, role, user, wire });
    this.#load = load;
    this.#random = random;
    this.#journal = journal;
  }

  async write(isOver) {
    while (!isOver()) {
      await this[`_${this.#next()}`]();
      await pause(between(this.#random, LEAST_PAUSE_MILLIS, MOST_PAUSE_MILLIS));
    }
  }

  told(kind, channel) {
    const names = TOLD[kind] ?? {};
    return this.user.events
      .filter(event => event.channel === channel && event.event in names)
      .map(event => names[event.event](event))
      .filter(what => what !== undefined)
      .map(what => ({ what }));
  }

  #next() {
    let drawn = this.#random.below(100);
    const operation = OPERATIONS.find(([share]) => (drawn -= share) < 0)[1];
    return this.mayManage || !['addGuest', 'removeGuest', 'rename'].includes(operation) ? operation : 'sendOpen';
  }

  #account(which, part, kind, key, call, args) {
    const channel = this.#load.channels[which];
    return this.#journal.account({ by: this.name, object: `${part}-${which}`, kind, key }, id =>
      this.user.perform(call, { channel, ...args(id) }),
    );
  }

  _sendOpen() {
    return this.#send('open', '');
  }

  _sendPrivate() {
    const { secrets, isRemoved } = this.#load;
    return this.#send('private', isRemoved ? `${secrets.private} ${secrets.afterwards} ` : `${secrets.private} `);
  }

  async #send(which, prefix) {
    await this.#account(which, 'messages', 'added', undefined, 'send', w => {
      this.#sent = [...this.#sent, { which, w }].slice(-NEWEST);
      return { body: `${prefix}${w}` };
    });
  }

  async _edit() {
    const own = this.#drawOwn();
    if (own) {
      const { which, index } = own;
      const prefix = which === 'private' ? `${this.#load.secrets.private} ` : '';
      await this.#account(which, 'messages', 'updated', index, 'editMessage', w => ({ index, body: `${prefix}${w}` }));
    }
  }

  async _remove() {
    const own = this.#drawOwn();
    if (own) {
      const { which, index } = own;
      this.#sent = this.#sent.filter(({ w }) => w !== own.w);
      await this.#account(which, 'messages', 'removed', index, 'removeMessage', () => ({ index }));
    }
  }

  /** One of the newest own messages, whose index this client knows from its event. */
  #drawOwn() {
    const drawn = this.#random.below(2 ** 31);
    const known = this.#sent.flatMap(({ which, w }) => {
      const heard = this.user.events.find(
        ({ event, body, channel }) =>
          event === 'messageAdded' && channel === this.#load.channels[which] && writeOf(body) === w,
      );
      return heard ? [{ which, w, index: heard.index }] : [];
    });
    return known[drawn % known.length];
  }

  async _addGuest() {
    const guests = this.#load.guests;
    await this.#account('open', 'roster', 'joined', undefined, 'add', w => {
      const identity = `guest-${this.#load.run}-${w}`;
      guests.push(identity);
      return { identity };
    });
  }

  async _removeGuest() {
    const drawn = this.#random.below(2 ** 31);
    if (this.#load.guests.length > 0) {
      const [identity] = this.#load.guests.splice(drawn % this.#load.guests.length, 1);
      await this.#account('open', 'roster', 'left', identity, 'removeMember', () => ({ identity }));
    }
  }

  /** It is kept nowhere, and may be lost. */
  async _type() {
    await this.user.perform('typing', { channel: this.#load.channels.private }).catch(() => undefined);
  }

  async _rename() {
    await this.#account('open', 'name', 'set', '', 'updateFriendlyName', w => ({ value: `open ${w}` }));
  }
}

function connect(sdk, url, identity) {
  return CONNECT[sdk]?.(url, identity) ?? PublishedChatUser.connect(sdk, url, identity);
}

/** How many sockets the client has had so far, by what gateways answer to the request for one, and of which guests it was sent. */
function watchWire(door) {
  const wire = { connections: 0, identities: new Set() };
  let rest = '';
  door.tap(bytes => {
    wire.connections += bytes.subarray(0, SWITCHING.length).equals(SWITCHING) ? 1 : 0;
    // A name may come in two pieces.
    const text = rest + bytes.toString('latin1');
    for (const [, identity] of text.matchAll(/"(guest-[\w-]+)"/g)) {
      wire.identities.add(identity);
    }
    rest = text.slice(-LONGEST_NAME);
  });
  return wire;
}

/** The id of the write that a message's text ends with. */
export const writeOf = body => body.split(' ').at(-1);

const ifComesAndGoes = (kind, identity) => (/^(guest|leaver)-/.test(identity) ? `${kind}:${identity}` : undefined);

/** Events in the words of the checker. */
const TOLD = {
  messages: {
    messageAdded: ({ index, body }) => `added:${index}:${writeOf(body)}`,
    messageUpdated: ({ index, body }) => `updated:${index}:${writeOf(body)}`,
    messageRemoved: ({ index }) => `removed:${index}`,
  },
  roster: {
    memberJoined: ({ identity }) => ifComesAndGoes('joined', identity),
    memberLeft: ({ identity }) => ifComesAndGoes('left', identity),
  },
};
