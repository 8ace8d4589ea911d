import { el, lineForm, oncePerFrame } from './dom.js';
import { TalkView } from './talk.js';

/** The channels of a user, and the one that is looked at. */
export class ChatView {
  element;
  #client;
  #report;
  #list = el('ul', { 'aria-label': 'Channels' });
  #talkHolder = el('div.contents', {}, el('p.empty', {}, 'Looking for channels'));
  #talk;
  #show = oncePerFrame(() => this.#render());

  constructor(client, report) {
    this.#client = client;
    this.#report = report;
    const hidden = el('input', { type: 'checkbox' });
    const form = lineForm({
      label: 'New channel',
      action: 'Create',
      onsend: friendlyName => void this.#create({ friendlyName, isPrivate: hidden.checked }),
    });
    form.insertBefore(el('label', {}, hidden, ' private'), form.lastElementChild);
    this.element = el(
      'section.chat',
      { 'aria-label': 'Chat' },
      el('div.channels', {}, this.#list, form),
      this.#talkHolder,
    );
    for (const event of [
      'channelAdded',
      'channelJoined',
      'channelInvited',
      'channelLeft',
      'channelUpdated',
      'messageAdded',
    ]) {
      client.on(event, this.#show);
    }
    client.on('channelRemoved', channel => {
      if (this.#talk?.channel === channel) {
        this.#open(undefined);
      }
      this.#show();
    });
  }

  /** Completes when the channels are there; one that was joined before is opened. */
  async start() {
    const channels = await this.#client.getChannels();
    this.#open(sorted(channels).find(channel => channel.status === 'joined'));
    this.#render();
  }

  async #create(options) {
    try {
      const channel = await this.#client.createChannel(options);
      await channel.join();
      this.#open(channel);
    } catch (error) {
      this.#report(error);
    }
  }

  #open(channel) {
    this.#talk?.close();
    this.#talk = channel && new TalkView(this.#client, channel, this.#report);
    this.#talkHolder.replaceChildren(
      this.#talk?.element ??
        el('p.empty', {}, 'Choose a channel, or create one: the other user can join it, or be invited.'),
    );
    this.#show();
  }

  #render() {
    const rows = sorted(this.#client.channels.values()).map(channel => {
      const unread = unreadOf(channel);
      const tag = { joined: '', invited: 'invited', notParticipating: 'not joined' }[channel.status];
      return el(
        'li',
        {},
        el(
          'button',
          {
            type: 'button',
            'aria-current': this.#talk?.channel === channel,
            onclick: () => this.#open(channel),
          },
          el(
            'span',
            {},
            `${channel.isPrivate ? '🔒 ' : '# '}${channel.friendlyName ?? channel.uniqueName ?? channel.sid}`,
          ),
          tag ? el('span.tag', {}, tag) : null,
          unread > 0 ? el('span.badge', { 'aria-label': `${unread} unread` }, String(unread)) : null,
        ),
      );
    });
    const focused = [...this.#list.children].findIndex(row => row.contains(document.activeElement));
    this.#list.replaceChildren(...rows);
    if (focused >= 0) {
      rows[Math.min(focused, rows.length - 1)]?.firstElementChild.focus();
    }
  }
}

function unreadOf(channel) {
  if (channel.status !== 'joined' || channel.lastMessage === null) {
    return 0;
  }
  return Math.max(0, channel.lastMessage.index - (channel.lastConsumedMessageIndex ?? -1));
}

/** Those that one is in come first. */
function sorted(channels) {
  const rank = { joined: 0, invited: 1, notParticipating: 2 };
  const name = channel => channel.friendlyName ?? channel.uniqueName ?? channel.sid;
  return [...channels].sort(
    (one, other) => rank[one.status] - rank[other.status] || name(one).localeCompare(name(other)),
  );
}
