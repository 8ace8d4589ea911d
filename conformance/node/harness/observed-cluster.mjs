import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Chorus } from './chorus.mjs';
import { becomes } from './deadline.mjs';
import { KEYS } from './keys.mjs';
import { freePort } from './ports.mjs';
import { Redis } from './redis.mjs';

/** A gateway and a process with both services, which log as JSON and let their metrics be read. */
export class ObservedCluster {
  static async start() {
    const password = `redis-${randomUUID()}`;
    const cluster = new ObservedCluster(await Redis.start(undefined, ['--requirepass', password]), password);
    const [here, there] = [await freePort(), await freePort()];
    await Promise.all([
      cluster.#startMember('services', 'sync,messaging', here, there),
      cluster.#startMember('gateway', 'gateway', there, here),
    ]);
    return cluster;
  }

  #redis;
  #password;
  #members = {};
  account = KEYS.accountSid;
  service = KEYS.serviceSid;

  constructor(redis, password) {
    this.#redis = redis;
    this.#password = password;
    this.secrets = [password, KEYS.authToken, KEYS.apiSecret, KEYS.operatorToken];
  }

  get gatewayUrl() {
    return this.#members.gateway.url;
  }

  get adminUrls() {
    return Object.values(this.#members).map(member => member.adminUrl);
  }

  async #startMember(name, roles, clusterPort, peerPort) {
    this.#members[name] = await Chorus.start({
      name: `observed-${name}`,
      args: [
        ...['--roles', roles, '--cluster-port', String(clusterPort), '--peers', `127.0.0.1:${peerPort}`],
        '--production',
      ],
      environment: {
        CHORUS_LOG: 'JSON',
        CHORUS_LOG_LEVEL: 'DEBUG',
        CHORUS_REDIS: this.#redis.uri.replace('//', `//:${this.#password}@`),
      },
      logsApart: true,
    });
  }

  /** Ends Redis as a power cut would, and starts it again; completes when the cluster is ready again. */
  async loseRedisForAMoment() {
    await this.#redis.kill();
    await this.#readinessIs(503);
    await this.#redis.startAgain();
    await this.#readinessIs(200);
  }

  async killServices() {
    await this.#members.services.kill();
    await this.#readinessIs(503);
  }

  async stop() {
    await Promise.all(Object.values(this.#members).map(member => member.stop()));
    await this.#redis.stop();
  }

  /** What both processes have logged. */
  logLines() {
    return this.#read('logFile').flatMap(text => text.split('\n').filter(line => line !== ''));
  }

  /** What both processes have printed anywhere. */
  everythingPrinted() {
    return [...this.#read('logFile'), ...this.#read('printFile')].join('\n');
  }

  #read(which) {
    return Object.values(this.#members).map(member => readFileSync(member[which], 'utf8'));
  }

  async #readinessIs(status) {
    let found;
    await becomes(
      () => `the gateway to be ${status}; it is ${found}`,
      async () => {
        found = (await fetch(`${this.#members.gateway.adminUrl}/health/ready`)).status;
        return found === status;
      },
    );
  }
}
