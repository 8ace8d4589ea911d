import { chmodSync, existsSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { join } from 'node:path';
import { Redis as RedisClient } from 'ioredis';
import { Child } from './child.mjs';
import { REDIS_BINARIES, scratchFolder } from './places.mjs';
import { freePort } from './ports.mjs';

const REDIS_VERSION = '7.0.15';
const ARCHITECTURES = { x64: 'amd64', arm64: 'arm64', ia32: '386' };

/** A redis-server of the test's own, so that every Chorus process can be killed while the data lives. */
export class Redis {
  /** On loopback, or in a host of a network; `args` are settings beside those that every one has. */
  static async start(host, args = []) {
    const redis = new Redis(await freePort(), scratchFolder('redis'), host, args);
    await redis.startAgain();
    return redis;
  }

  #child;
  #data;
  #settings;

  constructor(port, data, host, settings) {
    this.port = port;
    this.#data = data;
    this.host = host;
    this.#settings = settings;
    this.uri = `redis://${host?.urlHost ?? '127.0.0.1'}:${port}`;
    /** What names it to a Chorus. */
    this.args = ['--redis', this.uri];
  }

  /** Where its data is. */
  get folder() {
    return this.#data.path;
  }

  /** Starts it with the data that it had; completes when it serves. */
  async startAgain() {
    const [command, ...args] = [
      ...(this.host?.prefix ?? []),
      ...[redisBinary(), '--bind', this.host?.address ?? '127.0.0.1', '--port', String(this.port)],
      ...['--dir', this.#data.path, '--appendonly', 'yes', '--save', '', '--protected-mode', 'no'],
      ...this.#settings,
    ];
    this.#child = new Child('redis', command, args);
    await this.#child.prints(/Ready to accept connections/, 10_000);
  }

  /** Stops it with SIGSTOP, or has it go on with SIGCONT. */
  signal(signal) {
    this.#child.signal(signal);
  }

  /** Has something asked of it directly, with a client that lives as long as that takes. */
  async ask(questions) {
    const client = new RedisClient(this.port, this.host?.address ?? '127.0.0.1', { lazyConnect: true });
    await client.connect();
    return questions(client).finally(() => client.disconnect());
  }

  async kill() {
    await this.#child.end('SIGKILL');
  }

  async stop() {
    await this.#child.end('SIGTERM');
    this.#data.remove();
  }
}

/** The server's executable, which is a Sentinel too. */
export function redisBinary() {
  const binary = join(REDIS_BINARIES, `redis-server-${REDIS_VERSION}-${platform()}-${ARCHITECTURES[arch()] ?? arch()}`);
  if (!existsSync(binary)) {
    throw new Error(`There is no ${binary}: run mvn -pl conformance process-test-resources first`);
  }
  chmodSync(binary, 0o755);
  return binary;
}
