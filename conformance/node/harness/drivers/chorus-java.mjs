import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { chatToken } from '../chat.mjs';
import { within } from '../deadline.mjs';
import { TARGET } from '../places.mjs';
import { mintToken } from '../tokens.mjs';

/** Some calls are a hundred operations, under faults. */
const LONGEST_CALL_MILLIS = 120_000;

export const CHORUS_JAVA = 'chorus-client';

/** One process that drives the Java SDK for any number of users: a line of JSON for each call, answer and event. */
class JavaDriver {
  #process;
  #calls = new Map();
  #users = new Map();
  #nextId = 1;

  constructor() {
    const classpath = [join(TARGET, 'test-classes'), readFileSync(join(TARGET, 'driver.classpath'), 'utf8').trim()];
    this.#process = spawn('java', ['-cp', classpath.join(':'), 'dev.chorus.conformance.ScenarioDriver'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.#process.stdout }).on('line', line => this.#heard(JSON.parse(line)));
    process.once('exit', () => this.#process.kill());
  }

  call(user, call, args) {
    const id = this.#nextId++;
    const answered = new Promise((resolve, reject) => this.#calls.set(id, { resolve, reject }));
    this.#process.stdin.write(`${JSON.stringify({ id, user, call, with: args ?? {} })}\n`);
    return within(LONGEST_CALL_MILLIS, `${call} of the Java SDK`, answered);
  }

  hear(user, events) {
    this.#users.set(user, events);
  }

  end() {
    this.#process.stdin.end();
  }

  #heard({ id, result, error, user, event }) {
    if (event !== undefined) {
      this.#users.get(user)?.push(event);
      return;
    }
    const { resolve, reject } = this.#calls.get(id);
    this.#calls.delete(id);
    error === undefined ? resolve(result) : reject(Object.assign(new Error(error.message), error));
  }
}

let driver;

/** One user of Chorus's own Java SDK, as scenarios act and hear. */
export class ChorusJavaUser {
  static async connect(service, url, identity) {
    driver ??= new JavaDriver();
    const user = new ChorusJavaUser(`${service}:${identity}`);
    driver.hear(user.name, user.events);
    const token = service === 'sync' ? mintToken({ identity }) : chatToken(identity);
    await driver.call(user.name, 'connect', { service, url, token });
    return user;
  }

  /** Ends the process that all of them share. */
  static end() {
    driver?.end();
    driver = undefined;
  }

  events = [];

  constructor(name) {
    this.name = name;
  }

  perform(call, args) {
    return driver.call(this.name, call, args);
  }

  state() {
    return driver.call(this.name, 'state');
  }

  async close() {
    await driver.call(this.name, 'close');
  }
}
