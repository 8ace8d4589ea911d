import { existsSync } from 'node:fs';
import { Child } from './child.mjs';
import { keysAsEnvironment } from './keys.mjs';
import { CHORUS_JAR, scratchFolder } from './places.mjs';
import { freePort } from './ports.mjs';

/** Three of them start at once in the cluster's tests, maybe beside other work. */
const START_PATIENCE_MILLIS = 180_000;

const MOST_ATTEMPTS = 3;

/** A process of these tests lives for seconds: the best code would cost it more than it ever brings. */
const QUICK_START = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC'];

/** In a host of its own, every port is free. */
const PORT_IN_HOST = 8080;
const ADMIN_PORT_IN_HOST = 9090;

/** One started Chorus process. */
export class Chorus {
  /** Completes when it serves. It has data of its own, removed at its end, unless it is given a folder. */
  static async start(how = {}) {
    for (let attempt = 1; ; attempt++) {
      const chorus = await Chorus.launch(how);
      try {
        await chorus.prints(/Chorus is ready/);
        return chorus;
      } catch (error) {
        // Between finding a free port and taking it, anybody else may take it.
        if (attempt === MOST_ATTEMPTS || !/already in use/.test(error.message)) {
          throw error;
        }
      }
    }
  }

  /**
   * Does not wait until it serves. It runs on loopback, or in a host of a network, on whose address it listens unless
   * the arguments say otherwise.
   */
  static async launch({ name = 'chorus', args = [], data, environment = {}, host, logsApart = false }) {
    const port = host ? PORT_IN_HOST : await freePort();
    const adminPort = host ? ADMIN_PORT_IN_HOST : await freePort();
    const folder = data ?? scratchFolder(name);
    const [command, ...rest] = [
      ...(host?.prefix ?? []),
      ...[...chorusCommand(), 'up', '--data', folder.path],
      ...['--port', String(port), '--admin-port', String(adminPort)],
      ...(host && !args.includes('--host') ? ['--host', host.address] : []),
      ...args,
    ];
    const child = new Child(name, command, rest, { ...keysAsEnvironment(), ...environment }, 'ignore', logsApart);
    return new Chorus(child, host, port, adminPort, data ? undefined : folder);
  }

  #child;
  #ownData;

  constructor(child, host, port, adminPort, ownData) {
    this.#child = child;
    this.#ownData = ownData;
    this.port = port;
    this.address = host?.address ?? '127.0.0.1';
    const base = `http://${host?.urlHost ?? this.address}`;
    this.url = `${base}:${port}`;
    this.adminUrl = `${base}:${adminPort}`;
  }

  /** Completes with the match when its output first matches. */
  prints(pattern, patienceMillis = START_PATIENCE_MILLIS) {
    return this.#child.prints(pattern, patienceMillis);
  }

  /** Where all that it says is kept. */
  get logFile() {
    return this.#child.logFile;
  }

  /** The file with what it prints beside its log, where that is apart. */
  get printFile() {
    return this.#child.printFile;
  }

  /** Stops it with SIGSTOP, or has it go on with SIGCONT. */
  signal(signal) {
    this.#child.signal(signal);
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
  return ['java', ...QUICK_START, '-jar', CHORUS_JAR];
}
