import assert from 'node:assert/strict';
import { randomInt, randomUUID } from 'node:crypto';
import { after, describe, test } from 'node:test';
import { chorusForAllTests } from '../harness/cast.mjs';
import { becomes, within } from '../harness/deadline.mjs';
import { CHORUS_JAVA, ChorusJavaUser } from '../harness/drivers/chorus-java.mjs';
import { CHORUS_JS, ChorusJsUser } from '../harness/drivers/chorus-js.mjs';
import { Proxy } from '../harness/proxy.mjs';
import { SeededRandom } from '../harness/random.mjs';

const CONVERGENCE_MILLIS = 120_000;
/** Together a thousand operations. */
const PUSHES = 400;
const MESSAGES = 300;
const MUTATIONS = 200;
const KEYS = 100;

describe('A client whose connections fail all the time', () => {
  const chorus = chorusForAllTests();
  const port = () => Number(new URL(chorus.url).port);
  const seed = Number(process.env.CHORUS_FAULT_SEED ?? randomInt(2 ** 31));
  after(() => ChorusJavaUser.end());

  for (const [sdk, connect] of [
    [CHORUS_JS, ChorusJsUser.connect],
    [CHORUS_JAVA, ChorusJavaUser.connect],
  ]) {
    test(`loses no event and doubles none in 1,000 operations (${sdk}, CHORUS_FAULT_SEED=${seed})`, async () => {
      const run = randomUUID().slice(0, 8);
      const network = new FailingNetwork(new SeededRandom(seed), await Proxy.to(port()), await Proxy.to(port()));
      const [writerUrl, readerUrl] = network.urls;
      const writer = await connect('sync', writerUrl, `writer-${run}`);
      const reader = await connect('sync', readerUrl, `reader-${run}`);
      const sender = await connect('messaging', writerUrl, `sender-${run}`);
      const receiver = await connect('messaging', readerUrl, `receiver-${run}`);
      const names = { list: `list-${run}`, map: `map-${run}`, document: `document-${run}` };
      for (const user of [writer, reader]) {
        for (const [kind, name] of Object.entries(names)) {
          await user.perform('open', { kind, name });
        }
      }
      const { sid: channel } = await sender.perform('createChannel', { isPrivate: true });
      await sender.perform('join', { channel });
      await sender.perform('add', { channel, identity: `receiver-${run}` });
      await becomes('the receiver joined', () => receiver.events.some(({ event }) => event === 'channelJoined'));

      network.begin();
      const mutations = Array.from({ length: MUTATIONS }, (_, n) => [n % 2 === 0 ? writer : reader, { n: 1 }]);
      await within(
        CONVERGENCE_MILLIS,
        () => `1,000 operations; ${network.cuts} cuts so far`,
        Promise.all([
          writer.perform('pushMany', { name: names.list, count: PUSHES }),
          sender.perform('sendMany', { channel, count: MESSAGES }),
          ...mutations.map(([user, add]) => user.perform('mutate', { name: names.document, add })),
          ...Array.from({ length: KEYS }, (_, n) =>
            writer.perform('setItem', { name: names.map, key: `k${n}`, value: { n } }),
          ),
        ]),
      );
      network.end();

      for (const user of [writer, reader]) {
        const of = (event, name) => user.events.filter(heard => heard.event === event && heard.of === name);
        await becomes(
          `${user === writer ? 'the writer' : 'the reader'} to hear of all`,
          () =>
            of('itemAdded', names.list).length >= PUSHES &&
            of('itemAdded', names.map).length >= KEYS &&
            of('updated', names.document).at(-1)?.value.n === MUTATIONS,
          CONVERGENCE_MILLIS,
        );
        const added = of('itemAdded', names.list);
        assert.deepEqual(
          added.map(({ key, value }) => [key, value.n]),
          Array.from({ length: PUSHES }, (_, n) => [n, n]),
        );
        assert.deepEqual(
          new Set(of('itemAdded', names.map).map(({ key }) => key)),
          new Set(Array.from({ length: KEYS }, (_, n) => `k${n}`)),
        );
        assert.equal(of('itemAdded', names.map).length + of('itemUpdated', names.map).length, KEYS);
        const counts = of('updated', names.document).map(({ value }) => value.n);
        assert.deepEqual(
          counts,
          [...new Set(counts)].sort((one, other) => one - other),
        );
      }
      for (const user of [sender, receiver]) {
        const messages = () => user.events.filter(({ event }) => event === 'messageAdded');
        await becomes('all messages', () => messages().length >= MESSAGES, CONVERGENCE_MILLIS);
        assert.deepEqual(
          messages().map(({ index, body }) => [index, body]),
          Array.from({ length: MESSAGES }, (_, n) => [n, `m${n}`]),
        );
      }
      assert.ok(network.cuts > 10, `${network.cuts} cuts are no test`);
      await Promise.all([writer, reader, sender, receiver].map(user => user.close()));
      await network.close();
    });
  }
});

/** Two lines to the server, cut at random moments; sometimes an answer is lost on the way before. */
class FailingNetwork {
  #random;
  #proxies;
  #timers = new Set();
  #isOver = false;
  cuts = 0;

  constructor(random, ...proxies) {
    this.#random = random;
    this.#proxies = proxies;
  }

  get urls() {
    return this.#proxies.map(({ url }) => url);
  }

  begin() {
    this.#proxies.forEach(proxy => this.#next(proxy));
  }

  end() {
    this.#isOver = true;
    this.#timers.forEach(timer => clearTimeout(timer));
    for (const proxy of this.#proxies) {
      proxy.restore();
      // What swallowed bytes meanwhile is of no use any more.
      proxy.dropConnections();
    }
  }

  async close() {
    await Promise.all(this.#proxies.map(proxy => proxy.close()));
  }

  #next(proxy) {
    this.#after(5 + this.#random.below(150), () => {
      if (this.#random.below(3) === 0) {
        proxy.loseAnswers();
      }
      this.#after(this.#random.below(30), () => {
        this.cuts++;
        proxy.restore();
        proxy.dropConnections();
        this.#next(proxy);
      });
    });
  }

  #after(millis, action) {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      if (!this.#isOver) {
        action();
      }
    }, millis);
    this.#timers.add(timer);
  }
}
