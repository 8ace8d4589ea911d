import { AccessManager, MessagingClient, SyncClient } from './chorus-client.min.js';
import { ChatView } from './chat.js';
import { el } from './dom.js';
import { SharedView } from './shared.js';

/** One user: a token from the development endpoint, both clients, and what can be seen and done with them. */
export class Pane {
  identity;
  onidentity = () => {};
  element;
  #onPacket;
  #state = el('span.state', { role: 'status' }, 'disconnected');
  #notice = el('div.notice', { hidden: true, role: 'alert' });
  #body = el('div.contents');
  #name;
  #running = [];
  #turn = 0;

  constructor(identity, onPacket) {
    this.identity = identity;
    this.#onPacket = onPacket;
    this.#name = el('input', { value: identity, 'aria-label': 'Identity', autocomplete: 'off', maxlength: 60 });
    const form = el('form', {}, this.#name, el('button', { type: 'submit' }, 'Sign in'));
    form.addEventListener('submit', event => {
      event.preventDefault();
      const chosen = this.#name.value.trim();
      if (chosen) {
        this.identity = chosen;
        this.onidentity(chosen);
        void this.connect();
      }
    });
    this.element = el(
      'section.pane',
      { 'aria-label': 'User' },
      el('header', {}, form, this.#state),
      this.#notice,
      this.#body,
    );
  }

  /** Signs the identity in, and out whoever was. */
  async connect(token) {
    const turn = ++this.#turn;
    await this.#disconnect();
    this.#say(null);
    try {
      const manager = new AccessManager(token ?? (await this.#token()));
      if (turn !== this.#turn) {
        return;
      }
      const options = { onPacket: this.#onPacket };
      const messaging = new MessagingClient(manager, options);
      const sync = new SyncClient(manager, options);
      this.#running = [messaging, sync, manager];
      messaging.on('connectionStateChanged', state => this.#became(state));
      messaging.on('tokenExpired', () => void this.#renew(manager));
      this.#became(messaging.connectionState);
      const chat = new ChatView(messaging, problem => this.#say(problem));
      const shared = new SharedView(sync, problem => this.#say(problem));
      this.#body.replaceChildren(chat.element, shared.element);
      await Promise.all([chat.start(), shared.start()]);
    } catch (error) {
      if (turn === this.#turn) {
        this.#say(error);
      }
    }
  }

  async #disconnect() {
    const running = this.#running;
    this.#running = [];
    this.#body.replaceChildren();
    await Promise.all(running.map(client => (client.shutdown ? client.shutdown() : client.close())));
  }

  async #token() {
    const response = await fetch(`dev/token?identity=${encodeURIComponent(this.identity)}`);
    if (!response.ok) {
      this.#askForToken();
      throw new Error('This server gives out no development tokens. Paste one that your back end made:');
    }
    return (await response.json()).token;
  }

  async #renew(manager) {
    try {
      await manager.updateToken(await this.#token());
    } catch (error) {
      this.#say(error);
    }
  }

  #became(state) {
    this.#state.textContent = state;
    this.#state.dataset.state = state;
  }

  #say(problem) {
    this.#notice.hidden = problem === null;
    if (problem !== null) {
      const remedy = problem.remedy ? ` ${problem.remedy}` : '';
      const close = el(
        'button.quiet',
        { type: 'button', 'aria-label': 'Dismiss', onclick: () => this.#say(null) },
        '✕',
      );
      this.#notice.replaceChildren(
        el('div.row', {}, el('span.grow', {}, `${problem.message}.${remedy}`.replace('..', '.')), close),
      );
    }
  }

  #askForToken() {
    const text = el('textarea', { rows: 2, 'aria-label': 'Access token' });
    const form = el('form.notice', {}, text, el('button', { type: 'submit' }, 'Use this token'));
    form.addEventListener('submit', event => {
      event.preventDefault();
      void this.connect(text.value.trim());
    });
    this.#body.replaceChildren(form);
  }
}
