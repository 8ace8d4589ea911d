import { Agent, request } from 'node:http';
import { KEYS } from '../harness/keys.mjs';
import { mintToken } from '../harness/tokens.mjs';

const EVERY_MILLIS = 250;
const GIVEN_UP_MILLIS = 10_000;

/** Small steady writes over plain HTTP, each on a connection of its own, that show when the service answers. */
export class Probes {
  static async start(balancer, { sync, chat }) {
    const probes = new Probes(await balancer.door(0), await balancer.door(1), sync, chat);
    probes.#timer = setInterval(() => probes.#probe(), EVERY_MILLIS);
    return probes;
  }

  #doors;
  #timer;
  #count = 0;
  #underWay = new Set();
  #sync;
  #chat;
  /** Of each kind what was answered with success: when it began, and when the answer came. */
  acknowledged = { sync: [], chat: [] };

  constructor(door, otherDoor, sync, chat) {
    this.#doors = [door, otherDoor];
    this.#sync = sync;
    this.#chat = chat;
  }

  async stop() {
    clearInterval(this.#timer);
    await Promise.all(this.#underWay);
  }

  /** When a service of this kind was back after a moment, the longest silence since, and the median time of an answer. */
  since(kind, from, to) {
    const answered = this.acknowledged[kind].filter(({ at }) => at >= from && at <= to);
    const ends = answered.map(({ at }) => at).sort((one, other) => one - other);
    const silences = [...ends, to].map((at, place) => at - (ends[place - 1] ?? from));
    const times = answered.map(({ beganAt, at }) => at - beganAt).sort((one, other) => one - other);
    return {
      firstMillis: Math.min(...answered.filter(({ beganAt }) => beganAt >= from).map(({ at }) => at - from)),
      silenceMillis: Math.max(...silences),
      medianMillis: times[Math.floor(times.length / 2)],
    };
  }

  #probe() {
    const url = this.#doors[++this.#count % 2].url;
    const value = JSON.stringify({ data: { n: this.#count } });
    const syncHeaders = { 'x-twilio-token': this.#syncToken, 'content-type': 'application/json' };
    this.#send('sync', 'PUT', `${url}/v3/Maps/${this.#sync}/Items/probe-${this.#count % 8}`, syncHeaders, value);
    const basic = Buffer.from(`${KEYS.apiKey}:${KEYS.apiSecret}`).toString('base64');
    const chatHeaders = { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' };
    const messages = `/chat/v2/Services/${KEYS.serviceSid}/Channels/${this.#chat}/Messages`;
    this.#send('chat', 'POST', `${url}${messages}`, chatHeaders, `Body=probe${this.#count}`);
  }

  #syncToken = mintToken({ identity: 'probe' });

  #send(kind, method, url, headers, body) {
    const beganAt = Date.now();
    const sent = new Promise(resolve => {
      const asking = request(url, {
        method,
        headers,
        agent: new Agent({ keepAlive: false }),
        timeout: GIVEN_UP_MILLIS,
      });
      asking.on('response', answer => {
        answer.resume();
        answer.on('end', () => {
          if (answer.statusCode < 300) {
            this.acknowledged[kind].push({ beganAt, at: Date.now() });
          }
          resolve();
        });
        answer.on('error', resolve);
      });
      asking.on('timeout', () => asking.destroy());
      asking.on('error', resolve);
      asking.end(body);
    });
    this.#underWay.add(sent);
    sent.then(() => this.#underWay.delete(sent));
  }
}
