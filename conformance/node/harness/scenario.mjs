import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { becomes, PATIENCE_MILLIS, within } from './deadline.mjs';
import { Proxy } from './proxy.mjs';

/** Reconnecting takes the slowest of the SDKs some seconds. */
const COMEBACK_MILLIS = 60_000;
/** How long nothing more may come when a scenario is over. */
const QUIET_MILLIS = 200;

/** One run of a scenario: names that are new, users on the SDKs that they were given, and what they have heard. */
export class ScenarioRun {
  #run = randomUUID().slice(0, 8);
  #users = new Map();
  #sids = new Map();

  /**
   * @param scenario as in the folder `scenarios`
   * @param connect makes a user's client: by name, URL and identity
   * @param port of the server
   */
  constructor(scenario, connect, port) {
    this.scenario = scenario;
    this.connect = connect;
    this.port = port;
  }

  /** Completes when everything was as the scenario says. */
  async play() {
    try {
      for (const name of this.#names()) {
        const proxy = await Proxy.to(this.port);
        const user = { name, proxy, expected: new Map(), taken: 0 };
        this.#users.set(name, user);
        user.client = await this.connect(name, proxy.url, this.#identity(name));
      }
      for (const step of this.scenario.steps) {
        await within(
          COMEBACK_MILLIS + PATIENCE_MILLIS,
          () => `the step ${JSON.stringify(step)}; heard ${this.#heard()}`,
          this.#play(step),
        );
      }
      await this.#nothingMore();
    } finally {
      for (const { client, proxy } of this.#users.values()) {
        proxy.restore();
        await client?.close();
        await proxy.close();
      }
    }
  }

  async #play(step) {
    if (step.together) {
      await Promise.all(step.together.map(part => this.#play(part)));
    } else if (step.hears) {
      await this.#hears(this.#users.get(step.as), this.#named(step.hears));
    } else if (step.becomes) {
      await this.#becomes(this.#users.get(step.as), this.#named(step.becomes));
    } else {
      await this.#call(this.#users.get(step.as), this.#named({ ...step, as: undefined }));
    }
  }

  async #call(user, { call, with: args, gives, fails }) {
    if (call === 'cut') {
      user.proxy.cut();
      await this.#until(`${user.name} is cut off`, async () => (await user.client.state()) !== 'connected');
      return;
    }
    if (call === 'mend') {
      user.proxy.restore();
      return;
    }
    const what = `${user.name}: ${call} ${JSON.stringify(args)}`;
    if (fails) {
      const error = await user.client.perform(call, args).then(
        () => assert.fail(`${what} succeeded`),
        failure => failure,
      );
      for (const [field, expected] of Object.entries(fails)) {
        assert.equal(error[field], expected, `${what}: ${field} of ${error.message}`);
      }
      return;
    }
    const result = await user.client.perform(call, args);
    if (call === 'createChannel') {
      this.#sids.set(args.name, result.sid);
    }
    if (gives !== undefined) {
      assert.ok(matches(result, gives), `${what} gave ${JSON.stringify(result)}, not ${JSON.stringify(gives)}`);
    }
  }

  async #becomes(user, { call, with: args, gives }) {
    let last;
    await this.#until(
      () => `${user.name}: ${call} to give ${JSON.stringify(gives)}; it gave ${JSON.stringify(last)}`,
      async () => matches((last = await user.client.perform(call, args)), gives),
    );
  }

  /** The next events of the kinds that are named, about the same things, are these. */
  async #hears(user, expected) {
    for (const event of expected) {
      const kind = kindOf(event);
      const before = user.expected.get(kind) ?? 0;
      user.expected.set(kind, before + 1);
      const find = () => user.client.events.filter(heard => kindOf(heard) === kind)[before];
      await becomes(
        () => `${user.name} to hear ${JSON.stringify(event)}; heard ${this.#heard()}`,
        () => find() !== undefined,
        COMEBACK_MILLIS,
      );
      assert.ok(matches(find(), event), `${user.name} heard ${JSON.stringify(find())}, not ${JSON.stringify(event)}`);
    }
    const order = expected.map(event => {
      const kind = kindOf(event);
      return user.client.events.findLastIndex(heard => kindOf(heard) === kind && matches(heard, event));
    });
    assert.deepEqual(
      order,
      order.toSorted((one, other) => one - other),
      `${user.name} heard in another order`,
    );
  }

  async #nothingMore() {
    await new Promise(resolve => setTimeout(resolve, QUIET_MILLIS));
    for (const user of this.#users.values()) {
      for (const [kind, count] of user.expected) {
        const heard = user.client.events.filter(event => kindOf(event) === kind);
        assert.equal(heard.length, count, `${user.name} heard ${JSON.stringify(heard)}`);
      }
    }
  }

  async #until(what, isSo) {
    let isDone = false;
    const watching = (async () => {
      while (!isDone && !(await isSo())) {
        await new Promise(resolve => setTimeout(resolve, 20));
      }
    })();
    await within(PATIENCE_MILLIS, what, watching).finally(() => (isDone = true));
  }

  #names() {
    const steps = this.scenario.steps.flatMap(step => step.together ?? [step]);
    return [...new Set(steps.map(step => step.as))];
  }

  #identity(name) {
    return `${name}-${this.#run}`;
  }

  /** Puts this run's names in; channels that were made go by their sids from then on. */
  #named(part) {
    if (typeof part === 'string') {
      return part
        .replace(/\$(\w+)/g, (_, name) => `${name}-${this.#run}`)
        .replace(/@(\w+)/g, (_, name) => this.#identity(name));
    }
    if (Array.isArray(part)) {
      return part.map(element => this.#named(element));
    }
    if (part !== null && typeof part === 'object') {
      return Object.fromEntries(
        Object.entries(part).map(([field, value]) => {
          const named = this.#named(value);
          return [field, field === 'channel' ? (this.#sids.get(named) ?? named) : named];
        }),
      );
    }
    return part;
  }

  #heard() {
    return JSON.stringify(
      Object.fromEntries([...this.#users.values()].map(({ name, client }) => [name, client?.events])),
    );
  }
}

/** Events are told apart by name and by what they are about; the events of one thing have one order. */
function kindOf({ event, of, channel, identity }) {
  return [event, of, channel, event.startsWith('member') || event.startsWith('typing') ? identity : ''].join(' ');
}

/** Whether what is named is there, and equal. Events and descriptions have fields that a scenario may leave out. */
function matches(actual, expected) {
  if (isPlainObject(expected) && isPlainObject(actual) && ('event' in actual || 'friendlyName' in actual)) {
    return Object.entries(expected).every(([field, value]) => isDeepStrictEqual(plain(actual[field]), value));
  }
  return isDeepStrictEqual(plain(actual), expected);
}

function isPlainObject(value) {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

function plain(value) {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value));
}
