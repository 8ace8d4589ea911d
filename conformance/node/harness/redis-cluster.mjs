import { Cluster as ClusterClient } from 'ioredis';
import { Redis } from './redis.mjs';

const SLOTS = 16_384;
const PRIMARIES = 3;
const STANDING_MILLIS = 30_000;

/** A Redis Cluster of three primaries, each with a replica if that is asked for. */
export class ClusterRedis {
  static async start(network, { replicas = false, serverArgs = [] } = {}) {
    const names = Array.from({ length: replicas ? 2 * PRIMARIES : PRIMARIES }, (_, n) => `redis${n}`);
    const hosts = [];
    for (const name of names) {
      hosts.push(await network.addHost(name));
    }
    const settings = [
      ...['--cluster-enabled', 'yes', '--cluster-node-timeout', '2000'],
      ...['--cluster-require-full-coverage', 'no', ...serverArgs],
    ];
    const servers = await Promise.all(hosts.map(host => Redis.start(host, settings)));
    const cluster = new ClusterRedis(servers);
    await cluster.#form();
    return cluster;
  }

  #servers;

  constructor(servers) {
    this.#servers = servers;
    this.args = ['--redis', servers.map(({ uri }) => uri).join(','), '--redis-type', 'cluster'];
  }

  /** One of the primaries that it began with. */
  primary(number) {
    return this.#servers[number % PRIMARIES];
  }

  /** Has something asked of whichever server has it. */
  async ask(questions) {
    const nodes = this.#servers.map(({ host, port }) => ({ host: host.address, port }));
    const client = new ClusterClient(nodes, { lazyConnect: true });
    await client.connect();
    return questions(client).finally(() => client.disconnect());
  }

  /** Completes when every slot is served again. */
  async stands() {
    const deadline = Date.now() + STANDING_MILLIS;
    while (!(await this.#isWhole())) {
      if (Date.now() > deadline) {
        throw new Error(`Waited ${STANDING_MILLIS} ms for the Redis Cluster`);
      }
      await new Promise(resolve => setTimeout(resolve, 100));
    }
  }

  async stop() {
    await Promise.all(this.#servers.map(server => server.stop()));
  }

  async #form() {
    const [first, ...others] = this.#servers;
    for (const [place, server] of this.#servers.slice(0, PRIMARIES).entries()) {
      const [from, to] = [place, place + 1].map(part => Math.floor((part * SLOTS) / PRIMARIES));
      await server.ask(client => client.call('CLUSTER', 'ADDSLOTSRANGE', from, to - 1));
    }
    for (const server of others) {
      await server.ask(client => client.call('CLUSTER', 'MEET', first.host.address, first.port));
    }
    await this.stands();
    for (const [place, server] of this.#servers.slice(PRIMARIES).entries()) {
      const primary = await this.primary(place).ask(client => client.call('CLUSTER', 'MYID'));
      await server.ask(client => client.call('CLUSTER', 'REPLICATE', primary));
    }
  }

  async #isWhole() {
    const seen = await Promise.all(
      this.#servers.map(server =>
        server.ask(client => client.call('CLUSTER', 'INFO')).catch(() => 'cluster_state:unreachable'),
      ),
    );
    return seen.every(
      text =>
        /cluster_state:ok/.test(text) &&
        text.includes(`cluster_slots_ok:${SLOTS}`) &&
        text.includes(`cluster_known_nodes:${this.#servers.length}`),
    );
  }
}
