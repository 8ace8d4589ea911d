import { existsSync } from 'node:fs';
import { Child } from './child.mjs';
import { keysAsEnvironment } from './keys.mjs';
import { CHORUS_JAR, scratchFolder } from './places.mjs';
import { freePort } from './ports.mjs';

/** Three of them start at once in the cluster's tests, maybe beside other work. */
const START_PATIENCE_MILLIS = 180_000;

const MOST_ATTEMPTS = 3;

/** One started Chorus process. */
export class Chorus {
  /** Completes when it serves. It has data of its own, removed at its end, unless it is given a folder. */
  static async start(how = {}) {
    for (let attempt = 1; ; attempt++) {
      try {
        return await Chorus.#startOnce(how);
      } catch (error) {
        // Between finding a free port and taking it, anybody else may take it.
        if (attempt === MOST_ATTEMPTS || !/already in use/.test(error.message)) {
          throw error;
        }
      }
    }
  }

  static async #startOnce({ name = 'chorus', args = [], data, environment = {} }) {
    const port = await freePort();
    const folder = data ?? scratchFolder(name);
    const [command, ...prefix] = chorusCommand();
    const child = new Child(name, command, [...prefix, 'up', '--port', String(port), '--data', folder.path, ...args], {
      ...keysAsEnvironment(),
      ...environment,
    });
    await child.prints(/Chorus is ready/, START_PATIENCE_MILLIS);
    return new Chorus(child, port, data ? undefined : folder);
  }

  #child;
  #ownData;

  constructor(child, port, ownData) {
    this.#child = child;
    this.#ownData = ownData;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
  }

  /** Ends it as an operator would: it may drain. */
  async stop() {
    await this.#end('SIGTERM');
  }

  /** Ends it as a power cut would. */
  async kill() {
    await this.#end('SIGKILL');
  }

  async #end(signal) {
    await this.#child.end(signal);
    this.#ownData?.remove();
  }
}

export function chorusCommand() {
  const configured = process.env.CHORUS_COMMAND;
  if (configured) {
    return configured.split(/\s+/);
  }
  if (!existsSync(CHORUS_JAR)) {
    throw new Error(`There is no ${CHORUS_JAR}: build the server first (mvn package), or set CHORUS_COMMAND`);
  }
  return ['java', '-jar', CHORUS_JAR];
}
