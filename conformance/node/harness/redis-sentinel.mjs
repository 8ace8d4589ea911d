import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis as RedisClient } from 'ioredis';
import { Child } from './child.mjs';
import { scratchFolder } from './places.mjs';
import { Redis, redisBinary } from './redis.mjs';

const MASTER = 'chorus';
const SENTINEL_PORT = 26379;
const FAILOVER_MILLIS = 60_000;

/** A master and a replica, each with a Sentinel beside it, and a third Sentinel, so that two can agree. */
export class SentinelRedis {
  static async start(network, serverArgs = []) {
    const hosts = await Promise.all(['redisA', 'redisB', 'sentinelC'].map(name => network.addHost(name)));
    const master = await Redis.start(hosts[0], serverArgs);
    const replica = await Redis.start(hosts[1], [...serverArgs, '--replicaof', hosts[0].address, String(master.port)]);
    const sentinels = await Promise.all(hosts.map(host => startSentinel(host, master)));
    const redis = new SentinelRedis(network, [master, replica], hosts, sentinels);
    await redis.ask(async client => {
      await until('the replica is in step', async () => /state=online/.test(await client.info('replication')));
    });
    return redis;
  }

  #network;
  #servers;
  #hosts;
  #sentinels;

  constructor(network, servers, hosts, sentinels) {
    this.#network = network;
    this.#servers = servers;
    this.#hosts = hosts;
    this.#sentinels = sentinels;
    const uris = hosts.map(host => `redis://${host.address}:${SENTINEL_PORT}`).join(',');
    this.args = ['--redis', uris, '--redis-type', 'sentinel', '--redis-master', MASTER];
  }

  /** Has something asked of the master. */
  async ask(questions) {
    const client = new RedisClient({
      sentinels: this.#hosts.map(({ address: host }) => ({ host, port: SENTINEL_PORT })),
      name: MASTER,
      lazyConnect: true,
    });
    await client.connect();
    return questions(client).finally(() => client.disconnect());
  }

  /** Kills the master; completes when the Sentinels have made the other one the master, with what the way back is. */
  async killMaster() {
    const lost = await this.#master();
    await lost.kill();
    await this.#isAnother(lost);
    return lost;
  }

  /**
   * Cuts the master and the Sentinel beside it off from the other Sentinels and the replica, while everybody else still
   * reaches all of them; completes when the others have made the replica the master, with what undoes it.
   */
  async cutMaster() {
    const cut = await this.#master();
    const others = this.#hosts.filter(host => host !== cut.host);
    others.forEach(host => this.#network.cut(cut.host, host));
    await this.#isAnother(cut);
    return { heal: () => others.forEach(host => this.#network.heal(cut.host, host)) };
  }

  async stop() {
    await Promise.all(this.#sentinels.map(sentinel => sentinel.end('SIGKILL')));
    await Promise.all(this.#servers.map(server => server.stop()));
  }

  async #master() {
    const address = await this.#masterAddress();
    return this.#servers.find(({ host }) => host.address === address);
  }

  async #isAnother(before) {
    const isOther = async () => (await this.#masterAddress()) !== before.host.address;
    await until('another master', isOther, FAILOVER_MILLIS);
  }

  /** As the Sentinel says that is never beside the master. */
  async #masterAddress() {
    const client = new RedisClient(SENTINEL_PORT, this.#hosts[2].address, { lazyConnect: true });
    await client.connect();
    const [address] = await client.call('SENTINEL', 'get-master-addr-by-name', MASTER);
    client.disconnect();
    return address;
  }
}

async function startSentinel(host, master) {
  const folder = scratchFolder('sentinel');
  const file = join(folder.path, 'sentinel.conf');
  writeFileSync(
    file,
    [
      ...[`port ${SENTINEL_PORT}`, `bind ${host.address}`, 'protected-mode no', `dir ${folder.path}`],
      `sentinel monitor ${MASTER} ${master.host.address} ${master.port} 2`,
      ...[`sentinel down-after-milliseconds ${MASTER} 2000`, `sentinel failover-timeout ${MASTER} 10000`],
    ].join('\n'),
  );
  const [command, ...args] = [...host.prefix, redisBinary(), file, '--sentinel'];
  const sentinel = new Child('sentinel', command, args);
  await sentinel.prints(/monitor master/, 10_000);
  return sentinel;
}

async function until(what, isSo, patienceMillis = 20_000) {
  const deadline = Date.now() + patienceMillis;
  while (!(await isSo())) {
    if (Date.now() > deadline) {
      throw new Error(`Waited ${patienceMillis} ms until ${what}`);
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
}
