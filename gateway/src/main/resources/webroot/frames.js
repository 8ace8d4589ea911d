import { el, oncePerFrame } from './dom.js';

const MOST = 500;

/** The drawer with the raw frames: what an app's developer wants to see. */
export class FrameDrawer {
  #list;
  #of;
  #filter;
  #pings;
  #section;
  #packets = [];
  #show = oncePerFrame(() => this.#render());

  constructor(page) {
    this.#section = page.getElementById('frames');
    this.#list = page.getElementById('frames-list');
    this.#of = page.getElementById('frames-of');
    this.#filter = page.getElementById('frames-filter');
    this.#pings = page.getElementById('frames-pings');
    this.#of.append(el('option', { value: '' }, 'both'));
    const toggle = page.getElementById('frames-toggle');
    toggle.addEventListener('click', () => {
      this.#section.hidden = !this.#section.hidden;
      toggle.setAttribute('aria-expanded', String(!this.#section.hidden));
      this.#show();
    });
    page.getElementById('frames-clear').addEventListener('click', () => {
      this.#packets = [];
      this.#show();
    });
    for (const control of [this.#of, this.#filter, this.#pings]) {
      control.addEventListener('input', this.#show);
    }
  }

  /** Says whose frames those of a pane are. */
  name(position, identity) {
    const known = this.#of.querySelector(`option[value="${position}"]`);
    if (known) {
      known.textContent = identity;
    } else {
      this.#of.append(el('option', { value: position }, identity));
    }
  }

  add(position, identity, packet) {
    this.#packets.push({ position, identity, at: new Date(), ...packet });
    if (this.#packets.length > MOST) {
      this.#packets.shift();
    }
    if (!this.#section.hidden) {
      this.#show();
    }
  }

  #render() {
    const word = this.#filter.value.toLowerCase();
    const shown = this.#packets.filter(
      packet =>
        (this.#of.value === '' || Number(this.#of.value) === packet.position) &&
        (this.#pings.checked || !isReceipt(packet)) &&
        (word === '' || JSON.stringify([packet.header, packet.payload]).toLowerCase().includes(word)),
    );
    const atEnd = this.#list.scrollHeight - this.#list.scrollTop - this.#list.clientHeight < 40;
    this.#list.replaceChildren(...shown.map(line));
    if (atEnd) {
      this.#list.scrollTop = this.#list.scrollHeight;
    }
  }
}

function line({ direction, identity, at, method, header, payload }) {
  const details = el(
    'details',
    {},
    el(
      'summary',
      {},
      `${at.toLocaleTimeString([], { hour12: false })}.${String(at.getMilliseconds()).padStart(3, '0')} `,
      el('b', {}, direction === 'out' ? `${identity} →` : `→ ${identity}`),
      ` ${describe(method, header, payload)}`,
    ),
  );
  details.addEventListener(
    'toggle',
    () =>
      details.append(el('pre', {}, JSON.stringify(payload === undefined ? { header } : { header, payload }, null, 2))),
    { once: true },
  );
  return el(`li.${direction}`, {}, details);
}

function describe(method, header, payload) {
  if (header.http_request) {
    return `${header.http_request.method} ${header.http_request.path} ${payload === undefined ? '' : JSON.stringify(payload)}`;
  }
  if (header.http_status) {
    return `${header.http_status.code} ${payload === undefined ? '' : JSON.stringify(payload)}`;
  }
  if (method === 'notification') {
    return `${payload.event_type ?? header.message_type} ${JSON.stringify(payload.event ?? payload)}`;
  }
  return `${method} ${header.status ? JSON.stringify(header.status) : ''}`;
}

function isReceipt({ method, header }) {
  return method === 'ping' || (method === 'reply' && !header.http_status && !header.capabilities);
}
