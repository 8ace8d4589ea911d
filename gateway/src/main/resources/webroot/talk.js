import { el, flash, oncePerFrame } from './dom.js';

const PAGE = 30;

/** One channel: its members, its messages, and what can be done there. */
export class TalkView {
  channel;
  element = el('section.talk', { 'aria-label': 'Channel' });
  #client;
  #report;
  #title = el('h3');
  #actions = el('div.row');
  #people = el('ul.people', { 'aria-label': 'Members' });
  #log = el('div.messages', { role: 'log', 'aria-label': 'Messages', tabindex: 0 });
  #typing = el('p.typing', { 'aria-live': 'polite' });
  #field = el('input.grow', { type: 'text', 'aria-label': 'Message', placeholder: 'Message', autocomplete: 'off' });
  #say;
  #rows = new Map();
  #oldest;
  #members = new Map();
  #typists = new Set();
  #cleanUps = [];
  #showPeople = oncePerFrame(() => void this.#renderPeople());
  #edited;

  constructor(client, channel, report) {
    this.#client = client;
    this.channel = channel;
    this.#report = report;
    this.#say = el('form.say', {}, this.#field, el('button.main', { type: 'submit' }, 'Send'));
    this.#say.addEventListener('submit', event => {
      event.preventDefault();
      this.#send();
    });
    this.#field.addEventListener('input', () => this.#try(this.channel.typing()));
    this.#field.addEventListener('keydown', event => this.#key(event));
    this.element.append(el('header', {}, this.#title, this.#actions, this.#people), this.#log, this.#typing, this.#say);
    this.#listen(client, 'channelJoined', other => other === channel && void this.#enter());
    this.#listen(client, 'channelLeft', other => other === channel && this.#renderHead());
    this.#listen(channel, 'updated', () => this.#renderHead());
    for (const event of ['memberJoined', 'memberLeft', 'memberUpdated', 'memberInfoUpdated']) {
      this.#listen(channel, event, this.#showPeople);
    }
    this.#listen(channel, 'messageAdded', message => this.#added(message));
    this.#listen(channel, 'messageUpdated', message => this.#put(message, true));
    this.#listen(channel, 'messageRemoved', message => this.#removed(message));
    this.#listen(channel, 'typingStarted', member => this.#typed(member, true));
    this.#listen(channel, 'typingEnded', member => this.#typed(member, false));
    this.#renderHead();
    if (channel.status === 'joined') {
      void this.#enter();
    } else {
      this.#log.replaceChildren(el('p.empty', {}, 'Join to read and write here.'));
    }
  }

  close() {
    this.#cleanUps.forEach(stop => stop());
  }

  #listen(emitter, event, listener) {
    emitter.on(event, listener);
    this.#cleanUps.push(() => emitter.off(event, listener));
  }

  async #enter() {
    try {
      this.#log.replaceChildren();
      this.#rows.clear();
      this.#renderHead();
      const page = await this.channel.getMessages(PAGE);
      this.#older(page);
      this.#log.scrollTop = this.#log.scrollHeight;
      await this.#renderPeople();
      await this.#read();
    } catch (error) {
      this.#report(error);
    }
  }

  /** Puts a page before what is shown, with a way to the one before it. */
  #older(page) {
    this.#oldest?.remove();
    page.items.toReversed().forEach(message => this.#put(message, false, true));
    if (page.hasPrevPage) {
      this.#oldest = el('button.quiet.older', { type: 'button' }, 'Older messages');
      this.#oldest.addEventListener('click', async () => {
        const height = this.#log.scrollHeight;
        this.#older(await page.prevPage());
        this.#log.scrollTop += this.#log.scrollHeight - height;
      });
      this.#log.prepend(this.#oldest);
    }
  }

  #added(message) {
    const atEnd = this.#log.scrollHeight - this.#log.scrollTop - this.#log.clientHeight < 60;
    this.#put(message, false);
    if (atEnd || message.author === this.#client.identity) {
      this.#log.scrollTop = this.#log.scrollHeight;
    }
    void this.#read();
  }

  #put(message, isChange, atStart = false) {
    const isOwn = message.author === this.#client.identity;
    const about = el(
      'div.about',
      {},
      `${isOwn ? 'you' : message.author}, ${message.dateCreated.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })}`,
      message.lastUpdatedBy ? ', edited' : null,
      el('span.read-by', {}),
    );
    if (isOwn) {
      about.append(
        el('button.quiet', { type: 'button', onclick: () => this.#edit(message) }, 'edit'),
        el('button.quiet', { type: 'button', onclick: () => this.#try(message.remove()) }, 'remove'),
      );
    }
    const said = el('div.said', {}, message.body);
    const row = el(isOwn ? 'div.message.own' : 'div.message', { 'data-index': message.index }, said, about);
    const before = this.#rows.get(message.index);
    this.#rows.set(message.index, row);
    if (before) {
      before.replaceWith(row);
    } else if (atStart) {
      this.#log.prepend(row);
    } else {
      this.#log.append(row);
    }
    if (isChange) {
      flash(said);
    }
    this.#renderHorizons();
  }

  #removed(message) {
    this.#rows.get(message.index)?.remove();
    this.#rows.delete(message.index);
  }

  #send() {
    const text = this.#field.value.trim();
    if (!text) {
      return;
    }
    this.#field.value = '';
    const edited = this.#edited;
    this.#edited = undefined;
    this.#try(edited ? edited.updateBody(text) : this.channel.sendMessage(text));
  }

  #edit(message) {
    this.#edited = message;
    this.#field.value = message.body;
    this.#field.focus();
  }

  /** The arrow up edits the own last message, Escape leaves it as it is. */
  #key(event) {
    if (event.key === 'Escape' && this.#edited) {
      this.#edited = undefined;
      this.#field.value = '';
    } else if (event.key === 'ArrowUp' && this.#field.value === '') {
      const last = [...this.#log.querySelectorAll('.message.own')].at(-1);
      last?.querySelector('button')?.click();
      event.preventDefault();
    }
  }

  /** What is looked at is read. */
  async #read() {
    const last = Math.max(this.channel.lastMessage?.index ?? -1, ...this.#rows.keys());
    if (last >= 0 && this.channel.status === 'joined' && (this.channel.lastConsumedMessageIndex ?? -1) < last) {
      await this.#try(this.channel.advanceLastConsumedMessageIndex(last));
    }
  }

  #typed(member, isTyping) {
    isTyping ? this.#typists.add(member.identity) : this.#typists.delete(member.identity);
    const names = [...this.#typists].join(', ');
    this.#typing.textContent = names ? `${names} ${this.#typists.size === 1 ? 'is' : 'are'} typing…` : '';
  }

  async #renderPeople() {
    if (this.channel.status !== 'joined') {
      this.#people.replaceChildren();
      return;
    }
    try {
      const members = await this.channel.getMembers();
      const users = await Promise.all(members.map(member => member.getUserInfo()));
      this.#members = new Map(members.map(member => [member.identity, member]));
      this.#people.replaceChildren(
        ...users.map(user =>
          el(
            'li',
            { 'data-online': user.online === true, title: user.online ? 'online' : 'offline' },
            user.friendlyName ?? user.identity,
          ),
        ),
      );
      this.#renderHorizons();
    } catch {
      // One's own membership may have ended meanwhile, which is told otherwise.
    }
  }

  /** Below each message, who has read up to it. */
  #renderHorizons() {
    const readers = new Map();
    for (const member of this.#members.values()) {
      if (member.identity !== this.#client.identity && member.lastConsumedMessageIndex !== null) {
        const at = member.lastConsumedMessageIndex;
        readers.set(at, [...(readers.get(at) ?? []), member.identity]);
      }
    }
    for (const [index, row] of this.#rows) {
      const names = readers.get(index);
      row.querySelector('.read-by').textContent = names ? `✓ ${names.join(', ')}` : '';
    }
  }

  #renderHead() {
    const { channel } = this;
    this.#title.textContent = channel.friendlyName ?? channel.uniqueName ?? channel.sid;
    this.#say.hidden = channel.status !== 'joined';
    const buttons = {
      joined: [
        ['Invite', () => this.#ask('Whom?', identity => channel.invite(identity))],
        ['Rename', () => this.#ask('Its new name?', name => channel.updateFriendlyName(name))],
        ['Leave', () => channel.leave()],
      ],
      invited: [
        ['Accept', () => channel.join()],
        ['Decline', () => channel.decline()],
      ],
      notParticipating: [['Join', () => channel.join()]],
    }[channel.status];
    this.#actions.replaceChildren(
      ...buttons.map(([label, action]) =>
        el('button', { type: 'button', onclick: () => this.#try(Promise.resolve(action())) }, label),
      ),
    );
    if (channel.status !== 'joined') {
      this.#people.replaceChildren();
      this.#log.replaceChildren(el('p.empty', {}, 'Join to read and write here.'));
    }
  }

  /** Asks for a line of text where the buttons are. */
  #ask(question, then) {
    const input = el('input', { type: 'text', 'aria-label': question, placeholder: question });
    const form = el('form.row', {}, input, el('button.main', { type: 'submit' }, 'OK'));
    form.addEventListener('submit', event => {
      event.preventDefault();
      const text = input.value.trim();
      this.#renderHead();
      if (text) {
        this.#try(then(text));
      }
    });
    form.addEventListener('keydown', event => event.key === 'Escape' && this.#renderHead());
    this.#actions.replaceChildren(form);
    input.focus();
  }

  async #try(promise) {
    try {
      await promise;
    } catch (error) {
      this.#report(error);
    }
  }
}
