import { el, flash, lineForm } from './dom.js';

const DOCUMENT = 'demo-document';
const LIST = 'demo-list';
const MAP = 'demo-map';
const STREAM = 'demo-stream';
const WRITE_DELAY_MILLIS = 150;
const MOST_SHOWN = 30;

/** A document, a list, a map and a stream that everybody who opens this page shares. */
export class SharedView {
  element = el('section.shared', { 'aria-label': 'Shared objects' });
  #client;
  #report;

  constructor(client, report) {
    this.#client = client;
    this.#report = report;
  }

  async start() {
    const cards = await Promise.all([this.#document(), this.#list(), this.#map(), this.#stream()]);
    this.element.replaceChildren(...cards);
  }

  async #document() {
    const shared = await this.#client.document(DOCUMENT);
    const text = el('textarea', { 'aria-label': 'The document', placeholder: 'Write here', spellcheck: 'false' });
    text.value = shared.data.text ?? '';
    let timer;
    text.addEventListener('input', () => {
      clearTimeout(timer);
      timer = setTimeout(() => {
        timer = undefined;
        this.#try(shared.update({ text: text.value }));
      }, WRITE_DELAY_MILLIS);
    });
    shared.on('updated', ({ data, isLocal }) => {
      // What is being typed here goes out in a moment, and is the newer one.
      if (!isLocal && timer === undefined && text.value !== (data.text ?? '')) {
        text.value = data.text ?? '';
        flash(text);
      }
    });
    return card('Document', 'one text', text);
  }

  async #list() {
    const shared = await this.#client.list(LIST);
    const rows = new Map();
    const holder = el('ul');
    const put = ({ index, data }) => {
      const check = el('input', {
        type: 'checkbox',
        checked: data.done === true,
        'aria-label': `Done: ${data.text}`,
        onchange: () => this.#try(shared.mutate(index, present => ({ ...present, done: check.checked }))),
      });
      const row = el(
        data.done ? 'li.done' : 'li',
        {},
        check,
        el('span', {}, String(data.text)),
        remover(`Remove ${data.text}`, () => this.#try(shared.remove(index))),
      );
      const before = rows.get(index);
      before ? before.replaceWith(row) : holder.append(row);
      rows.set(index, row);
      return row;
    };
    shared
      .on('itemAdded', ({ item }) => flash(put(item)))
      .on('itemUpdated', ({ item }) => flash(put(item)))
      .on('itemRemoved', ({ index }) => {
        rows.get(index)?.remove();
        rows.delete(index);
      });
    for await (const item of shared.items()) {
      put(item);
    }
    const form = lineForm({
      label: 'To do',
      action: 'Add',
      onsend: text => this.#try(shared.push({ text, done: false })),
    });
    return card('List', 'to do', holder, form);
  }

  async #map() {
    const shared = await this.#client.map(MAP);
    const rows = new Map();
    const holder = el('ul');
    const put = ({ key, data }) => {
      const row = el(
        'li',
        {},
        el('span', {}, `${key} `, el('b', {}, String(data.count ?? 0))),
        el(
          'button.quiet',
          {
            type: 'button',
            'aria-label': `One more for ${key}`,
            onclick: () => this.#try(shared.mutate(key, present => ({ count: (present.count ?? 0) + 1 }))),
          },
          '+1',
        ),
        remover(`Remove ${key}`, () => this.#try(shared.remove(key))),
      );
      const before = rows.get(key);
      before ? before.replaceWith(row) : holder.append(row);
      rows.set(key, row);
      return row;
    };
    shared
      .on('itemAdded', ({ item }) => flash(put(item)))
      .on('itemUpdated', ({ item }) => flash(put(item)))
      .on('itemRemoved', ({ key }) => {
        rows.get(key)?.remove();
        rows.delete(key);
      });
    for await (const item of shared.items()) {
      put(item);
    }
    const form = lineForm({
      label: 'Name',
      action: 'Vote',
      onsend: key => this.#try(shared.mutate(key, present => ({ count: (present.count ?? 0) + 1 }))),
    });
    return card('Map', 'votes', holder, form);
  }

  async #stream() {
    const shared = await this.#client.stream(STREAM);
    const holder = el('ul', { 'aria-live': 'polite' });
    shared.on('messagePublished', ({ message, isLocal }) => {
      const row = el('li', {}, el('span', {}, String(message.data.text)), el('small', {}, isLocal ? 'from here' : ''));
      holder.prepend(row);
      flash(row);
      if (holder.childElementCount > MOST_SHOWN) {
        holder.lastElementChild.remove();
      }
    });
    const form = lineForm({
      label: 'Words',
      action: 'Shout',
      onsend: text => this.#try(shared.publishMessage({ text })),
    });
    return card('Stream', 'not kept', holder, form);
  }

  #try(promise) {
    promise.catch(this.#report);
  }
}

function card(title, about, ...children) {
  return el('div.card', {}, el('h3', {}, `${title} `, el('small', {}, about)), ...children);
}

function remover(label, onclick) {
  return el('button.quiet', { type: 'button', 'aria-label': label, onclick }, '✕');
}
