import { Chorus } from './chorus.mjs';
import { freePort } from './ports.mjs';
import { Redis } from './redis.mjs';

/** Each process's roles: two gateways, two sync instances, and none that is both the only one of both. */
const SHAPE = {
  gatewayA: 'gateway',
  gatewayB: 'gateway,sync,messaging',
  services: 'sync,messaging',
};

/** Three Chorus processes around one redis-server, each of which can be killed and started again. */
export class Cluster {
  static async start() {
    const redis = await Redis.start();
    const clusterPorts = {};
    for (const name of Object.keys(SHAPE)) {
      clusterPorts[name] = await freePort();
    }
    const cluster = new Cluster(redis, clusterPorts);
    await Promise.all(Object.keys(SHAPE).map(name => cluster.startMember(name)));
    return cluster;
  }

  #redis;
  #clusterPorts;
  #members = new Map();

  constructor(redis, clusterPorts) {
    this.#redis = redis;
    this.#clusterPorts = clusterPorts;
  }

  get redis() {
    return this.#redis;
  }

  member(name) {
    return this.#members.get(name);
  }

  /** Completes when the member serves; a member that was ended comes back on a fresh port. */
  async startMember(name) {
    const member = await Chorus.start({
      name,
      args: [
        ...['--roles', SHAPE[name], '--redis', this.#redis.uri],
        ...['--cluster-port', String(this.#clusterPorts[name]), '--peers', this.#peers()],
      ],
    });
    this.#members.set(name, member);
    return member;
  }

  async killMember(name) {
    await this.#take(name).kill();
  }

  async drainMember(name) {
    await this.#take(name).stop();
  }

  async stop() {
    await Promise.all([...this.#members.keys()].map(name => this.killMember(name)));
    await this.#redis.stop();
  }

  #take(name) {
    const member = this.#members.get(name);
    this.#members.delete(name);
    return member;
  }

  #peers() {
    return Object.values(this.#clusterPorts)
      .map(port => `127.0.0.1:${port}`)
      .join(',');
  }
}
