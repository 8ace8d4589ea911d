import { randomUUID } from 'node:crypto';
import WebSocket from 'ws';
import { chatIdentity, chatToken } from './chat.mjs';
import { becomes, PATIENCE_MILLIS, within } from './deadline.mjs';

const MESSAGE_TYPES = ['entity', 'stream', 'map'].map(type => `com.twilio.rtd.cds.${type}`);

/** The first generation's protocol by hand: packets, plain requests, and everything that came, in its order. */
export class FirstSocket {
  /** Opens the socket and completes when its client would be connected. */
  static async connect(url, identity = chatIdentity()) {
    const socket = new FirstSocket(url, identity);
    await socket.open();
    return socket;
  }

  #socket;
  #answers = new Map();

  constructor(url, identity) {
    this.url = url;
    this.identity = identity;
    this.token = chatToken(identity);
    /** Replies to requests and notifications, in the order in which they came. */
    this.received = [];
    /** Whether it has said what it wants to be notified of, which makes it ready. */
    this.confirming = false;
  }

  async open() {
    this.#socket = new WebSocket(`${this.url.replace(/^http/, 'ws')}/v2/wsconnect?token=${this.token}`);
    const ready = new Promise((resolve, reject) => {
      this.#socket.on('message', data => this.#receive(data, resolve));
      this.#socket.on('close', () => reject(new Error('closed')));
      this.#socket.on('error', reject);
    });
    await within(PATIENCE_MILLIS, 'ready', ready);
    const context = { product_id: 'ip_messaging', message_types: [...MESSAGE_TYPES, 'twilio.ipmsg.typing_indicator'] };
    this.confirming = true;
    await this.#send({ method: 'put_notification_ctx', notification_ctx_id: randomUUID() }, context);
  }

  /** A tunnelled request; completes with status and body, and its answer's place in what was received. */
  async request(method, url, body, host) {
    const { host: own, pathname, searchParams } = new URL(url, this.url);
    const header = {
      method: 'message',
      http_header: {
        host: host ?? own,
        path: pathname,
        method,
        params: Object.fromEntries(searchParams),
        headers: { 'Content-Type': 'application/json', 'X-Twilio-Token': this.token },
      },
    };
    const answer = await this.#send(header, body);
    const { http_status: status, http_headers: headers } = answer.header;
    return { status: status.code, headers, body: answer.body, place: answer.place };
  }

  async get(url, host) {
    return (await this.request('GET', url, undefined, host)).body;
  }

  /** A plain request, as the client makes while its socket is not up. */
  async plain(method, url, body) {
    const answer = await fetch(new URL(url, this.url), {
      method,
      headers: { 'Content-Type': 'application/json', 'X-Twilio-Token': this.token, Origin: 'http://app.example' },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: text === '' ? undefined : JSON.parse(text) };
  }

  /** Makes a session and follows it, as a client does at its start. */
  async begin() {
    const context = { type: 'IpMsgSession', version: 'v2', endpointPlatform: 'test' };
    const made = await this.plain('POST', '/v2/Streams', { purpose: 'com.twilio.rtd.ipmsg', context });
    this.session = made.body.links;
    const subscription = { objectUrl: this.session.collection, channelType: 'twilsock' };
    await this.request('POST', '/v1/subscriptions', { subscription });
    this.context = (await this.get(this.session.context)).data;
    return this;
  }

  /** A command; completes with its response, which came as an event of the session. */
  async command(action, fields) {
    const commandId = randomUUID();
    await this.request('POST', this.session.entities, { data: { request: { ...fields, action }, commandId } });
    const isAnswer = ({ event }) => event?.data?.commandId === commandId && event.data.response !== undefined;
    await becomes(`an answer to ${action}`, () => this.received.some(isAnswer));
    return this.received.find(isAnswer).event.data.response;
  }

  /** The notifications about one object, in order. */
  events(url) {
    return this.received
      .filter(({ collection, event }) => collection === url || event?.links?.entity === url)
      .map(({ event }) => event);
  }

  close() {
    this.#socket.close();
  }

  #send(header, body) {
    const id = randomUUID();
    const payload = Buffer.from(body === undefined ? '' : JSON.stringify(body));
    const head = Buffer.from(JSON.stringify({ ...header, id, payload_size: payload.length }));
    const answered = new Promise(resolve => this.#answers.set(id, resolve));
    this.#socket.send(
      Buffer.concat([Buffer.from(`TWILSOCK V1.0 ${head.length}\r\n`), head, Buffer.from('\r\n'), payload]),
    );
    return within(PATIENCE_MILLIS, `an answer to ${JSON.stringify(header)}`, answered);
  }

  #receive(data, ready) {
    const bytes = Buffer.from(data);
    const firstLine = bytes.indexOf('\r\n');
    const headerLength = Number(bytes.subarray(0, firstLine).toString().split(' ')[2]);
    const header = JSON.parse(bytes.subarray(firstLine + 2, firstLine + 2 + headerLength));
    const payload = bytes.subarray(firstLine + 4 + headerLength);
    const body = payload.length > 0 ? JSON.parse(payload) : undefined;
    if (header.method === 'ready') {
      ready();
    } else if (header.method === 'reply') {
      this.received.push({ reply: header.id });
      this.#answers.get(header.id)?.({ header, body, place: this.received.length });
    } else if (header.method === 'notification') {
      this.received.push({ event: body.event ?? body, collection: body.collection?.links?.collection });
    }
  }
}
