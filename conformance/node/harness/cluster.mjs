import { Chorus } from './chorus.mjs';
import { freePort } from './ports.mjs';
import { Redis } from './redis.mjs';

/** Each process's roles: two gateways, two sync instances, and none that is both the only one of both. */
const THREE_PROCESSES = {
  gatewayA: 'gateway',
  gatewayB: 'gateway,sync,messaging',
  services: 'sync,messaging',
};

/** Chorus processes around one Redis, each of which can be killed and started again. */
export class Cluster {
  /**
   * Completes when all members serve.
   *
   * @param shape the roles of each member, by name
   * @param redis started, with `args` that name it to a member; a server of the cluster's own unless given
   * @param oneByOne in the order of the shape, where starting all at once asks too much of a small machine
   * @param environmentOf what a member's process has beside the keys, by its name
   * @param network where each member gets a host of its own; all are on loopback unless given
   */
  static async start({ shape = THREE_PROCESSES, redis, network, environmentOf = () => ({}), oneByOne = false } = {}) {
    const cluster = new Cluster(shape, redis ?? (await Redis.start()), environmentOf);
    for (const name of cluster.names) {
      cluster.#hosts[name] = await network?.addHost(name);
      cluster.#clusterPorts[name] = await freePort();
    }
    if (oneByOne) {
      for (const name of cluster.names) {
        await cluster.startMember(name);
      }
    } else {
      await Promise.all(cluster.names.map(name => cluster.startMember(name)));
    }
    return cluster;
  }

  #shape;
  #redis;
  #environmentOf;
  #clusterPorts = {};
  #hosts = {};
  /** The logs of all processes that there have been. */
  logFiles = [];
  #members = new Map();

  constructor(shape, redis, environmentOf) {
    this.#environmentOf = environmentOf;
    this.#shape = shape;
    this.#redis = redis;
  }

  /** The names of all members, those that are down included. */
  get names() {
    return Object.keys(this.#shape);
  }

  /** Where a member runs, if the cluster has a network. */
  host(name) {
    return this.#hosts[name];
  }

  /** The names of the members of this role. */
  withRole(role) {
    return this.names.filter(name => this.#shape[name].split(',').includes(role));
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
        ...['--roles', this.#shape[name], ...this.#redis.args],
        ...['--cluster-port', String(this.#clusterPorts[name]), '--peers', this.#peers()],
      ],
      host: this.#hosts[name],
      environment: this.#environmentOf(name),
    });
    this.#members.set(name, member);
    this.logFiles.push(member.logFile);
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
    return this.names.map(name => `${this.#hosts[name]?.urlHost ?? '127.0.0.1'}:${this.#clusterPorts[name]}`).join(',');
  }
}
