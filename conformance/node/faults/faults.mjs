import { between, oneOf, pause } from './plan.mjs';

const STOPPED_MILLIS = 20_000;
/** Longer than it takes to be taken for dead, so that the cluster splits and has to come together again. */
const LEAST_APART_MILLIS = 8_000;
const MOST_APART_MILLIS = 20_000;

/**
 * What is done to a cluster on one Redis, by name. Each is given the `cluster`, numbers of its own (`random`), and completes when it
 * is over and the cluster is whole again.
 */
const STANDALONE = {
  none: () => pause(5_000),
  'kill-gateway': kill('gateway'),
  'kill-sync': kill('sync'),
  'kill-messaging': kill('messaging'),
  'drain-gateway': drain('gateway'),
  'stop-gateway': stop('gateway'),
  'stop-sync': stop('sync'),
  'stop-messaging': stop('messaging'),

  'partition-gateway-sync': partition('gateway', 'sync'),
  'partition-gateway-messaging': partition('gateway', 'messaging'),
  'partition-sync-messaging': partition('sync', 'messaging'),
  'deaf-gateway': oneWay('sync', 'gateway'),
  'dumb-gateway': oneWay('gateway', 'sync'),
  'isolated-gateway': isolation('gateway'),
  'isolated-sync': isolation('sync'),

  /** Every process is asked to end and started again, one after another, as an update does. */
  async rolling({ cluster }) {
    for (const name of cluster.names) {
      await cluster.drainMember(name);
      await cluster.startMember(name);
    }
  },

  'clock-forward': setClock(1),
  'clock-back': setClock(-1),

  async 'redis-kill'({ cluster, random }) {
    await cluster.redis.kill();
    await pause(between(random, 500, 4_000));
    await cluster.redis.startAgain();
  },

  /** It stands still for longer than anybody waits for its answers. */
  async 'redis-stall'({ cluster }) {
    cluster.redis.signal('SIGSTOP');
    await pause(8_000);
    cluster.redis.signal('SIGCONT');
  },

  /** It stands still four fifths of the time. */
  async 'redis-slow'({ cluster, random }) {
    for (let n = 0; n < 40; n++) {
      cluster.redis.signal('SIGSTOP');
      await pause(between(random, 200, 400));
      cluster.redis.signal('SIGCONT');
      await pause(between(random, 40, 100));
    }
  },

  /** There is no room for anything more, then there is again. */
  async 'redis-full'({ cluster }) {
    await cluster.redis.ask(async client => {
      await client.config('SET', 'maxmemory-policy', 'noeviction');
      await client.config('SET', 'maxmemory', '1mb');
      await pause(12_000);
      await client.config('SET', 'maxmemory', '0');
    });
  },
};

/** The same for a master with a replica and Sentinels. */
const SENTINEL = {
  async failover({ cluster, random }) {
    const lost = await cluster.redis.killMaster();
    await pause(between(random, 500, 4_000));
    await lost.startAgain();
  },

  /** The old master goes on taking writes from whoever does not notice, until it hears again that it is none. */
  async 'cut-master'({ cluster, random }) {
    const cut = await cluster.redis.cutMaster();
    await pause(between(random, LEAST_APART_MILLIS, MOST_APART_MILLIS));
    cut.heal();
  },
};

/** The same for a Redis Cluster. */
const CLUSTER = {
  async 'lose-primary'({ cluster, random }) {
    const lost = cluster.redis.primary(random.below(3));
    await lost.kill();
    await pause(between(random, 3_000, 8_000));
    await lost.startAgain();
    await cluster.redis.stands();
  },
};

/** What can be done, by the mode of Redis. */
export const FAULTS = {
  standalone: STANDALONE,
  sentinel: SENTINEL,
  cluster: CLUSTER,
  'cluster-replicas': CLUSTER,
};

function kill(role) {
  return async ({ cluster, random }) => {
    const name = oneOf(random, cluster.withRole(role));
    await cluster.killMember(name);
    await pause(between(random, 500, 5_000));
    await cluster.startMember(name);
  };
}

function drain(role) {
  return async ({ cluster, random }) => {
    const name = oneOf(random, cluster.withRole(role));
    await cluster.drainMember(name);
    await cluster.startMember(name);
  };
}

/** A process that stands still keeps its connections and its leases run out; then it goes on as if nothing had been. */
function stop(role) {
  return async ({ cluster, random }) => {
    const member = cluster.member(oneOf(random, cluster.withRole(role)));
    member.signal('SIGSTOP');
    await pause(STOPPED_MILLIS);
    member.signal('SIGCONT');
  };
}

/** Two processes lose what they send each other; each still reaches everybody else, Redis too. */
function partition(role, otherRole) {
  return async ({ cluster, network, random }) => {
    const [one, other] = [role, otherRole].map(each => cluster.host(oneOf(random, cluster.withRole(each))));
    network.cut(one, other);
    await pause(between(random, LEAST_APART_MILLIS, MOST_APART_MILLIS));
    network.heal(one, other);
  };
}

/** One of two hears nothing of the other, who hears everything. */
function oneWay(fromRole, toRole) {
  return async ({ cluster, network, random }) => {
    const [from, to] = [fromRole, toRole].map(each => cluster.host(oneOf(random, cluster.withRole(each))));
    network.lose({ from, to });
    await pause(between(random, LEAST_APART_MILLIS, MOST_APART_MILLIS));
    network.pass({ from, to });
  };
}

/** A process hears of no other and no other of it; clients and Redis reach it as before. */
function isolation(role) {
  return async ({ cluster, network, random }) => {
    const name = oneOf(random, cluster.withRole(role));
    const others = cluster.names.filter(other => other !== name).map(other => cluster.host(other));
    others.forEach(other => network.cut(cluster.host(name), other));
    await pause(between(random, LEAST_APART_MILLIS, MOST_APART_MILLIS));
    others.forEach(other => network.heal(cluster.host(name), other));
  };
}

/** The time of day of one process of each role jumps by minutes, and back again. */
function setClock(direction) {
  return async ({ cluster, clocks, random }) => {
    const names = ['gateway', 'sync', 'messaging'].map(role => oneOf(random, cluster.withRole(role)));
    const seconds = direction * between(random, 120, 600);
    names.forEach(name => clocks.set(name, seconds));
    await pause(15_000);
    names.forEach(name => clocks.set(name, 0));
    await pause(5_000);
  };
}
