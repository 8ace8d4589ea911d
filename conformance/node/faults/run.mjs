#!/usr/bin/env node
/** Runs a whole cluster under load and faults, and judges it. `--help` says how. */
import { ignoreLeftovers } from '../harness/chat.mjs';
import { ChorusJavaUser } from '../harness/drivers/chorus-java.mjs';
import { Cluster } from '../harness/cluster.mjs';
import { enterOwnNetwork, Network } from '../harness/network.mjs';
import { ClusterRedis } from '../harness/redis-cluster.mjs';
import { SentinelRedis } from '../harness/redis-sentinel.mjs';
import { Redis } from '../harness/redis.mjs';
import { Balancer } from './balancer.mjs';
import { Clocks } from './clocks.mjs';
import { LogWatch } from './log-watch.mjs';
import { readOptions } from './options.mjs';
import { makePlan } from './plan.mjs';
import { tableOf } from './table.mjs';
import { playWindow } from './window.mjs';

/** In the order in which they start: nothing starts without a sync service. */
const SIX_PROCESSES = {
  syncA: 'sync',
  syncB: 'sync',
  gatewayA: 'gateway',
  gatewayB: 'gateway',
  messagingA: 'messaging',
  messagingB: 'messaging',
};

const SAID_OF_EACH = 3;

const options = readOptions(process.argv.slice(2));
await enterOwnNetwork();
console.log(
  `seed ${options.seed}, Redis ${options.mode}${options.replica ? ' with --replica' : ''}, faults ${options.entries.join(',')}`,
);
const results = [];
// The first generation's SDK does not care how what it asks on its own behalf ends, for instance when it comes back.
let unhandled = 0;
process.on('unhandledRejection', () => unhandled++);
let failure;
try {
  await play(options, results);
} catch (error) {
  failure = error;
  console.error(error);
}
console.log(`${unhandled} failures of requests that an SDK made on its own behalf, and did not look at`);
console.log(tableOf(results));
const isSound = failure === undefined && results.every(({ violations }) => violations.length === 0);
console.log(isSound ? 'sound' : 'violated');
// The clients keep timers for a day.
process.exit(isSound ? 0 : 1);

/** Starts everything, plays all windows, and ends everything. */
async function play({ seed, mode, fsync, replica, entries, minutes }, results) {
  const deadline = Date.now() + minutes * 60_000;
  const network = new Network();
  const redis = await startRedis(mode, network, fsync ? ['--appendfsync', 'always'] : []);
  if (replica) {
    redis.args.push('--durability', 'replica');
  }
  const clocks = entries.some(entry => entry.includes('clock')) ? new Clocks() : undefined;
  const environmentOf = name => clocks?.environmentOf(name) ?? {};
  const cluster = await Cluster.start({ shape: SIX_PROCESSES, environmentOf, oneByOne: true, redis, network });
  const balancer = new Balancer(cluster);
  const logWatch = new LogWatch();
  try {
    let round = 0;
    do {
      for (const plan of makePlan(seed + round++, entries)) {
        console.log(`window ${results.length}: ${plan.name}`);
        const field = {
          mode,
          mayLose: hasReplicas(mode) && !replica,
          cluster,
          network,
          clocks,
          balancer,
          plan,
          logWatch,
        };
        const result = await playWindow({ ...field, say: line => console.log(line) });
        results.push(result);
        result.errors.forEach((count, words) => console.log(`  ${count} × ${words}`));
        sayViolations(result.violations);
        console.log(tableOf([result]).split('\n').at(-1));
      }
    } while (Date.now() < deadline);
  } finally {
    ignoreLeftovers();
    ChorusJavaUser.end();
    await balancer.close();
    await cluster.stop();
    await network.stop();
  }
}

/** What a replica that is promoted does not have is lost. */
function hasReplicas(mode) {
  return ['sentinel', 'cluster-replicas'].includes(mode);
}

async function startRedis(mode, network, args) {
  switch (mode) {
    case 'sentinel':
      return SentinelRedis.start(network, args);
    case 'cluster':
      return ClusterRedis.start(network, { serverArgs: args });
    case 'cluster-replicas':
      return ClusterRedis.start(network, { serverArgs: args, replicas: true });
    default:
      return Redis.start(await network.addHost('redis'), args);
  }
}

/** The first of each rule for each object and client; the rest are mostly their consequences. */
function sayViolations(violations) {
  const counts = new Map();
  for (const { rule, object, client, detail } of violations) {
    const group = `${rule} (${object} ${client})`;
    const count = counts.get(group) ?? 0;
    counts.set(group, count + 1);
    if (count < SAID_OF_EACH) {
      console.log(`  VIOLATION ${group}: ${detail}`);
    }
  }
  for (const [group, count] of counts) {
    if (count > SAID_OF_EACH) {
      console.log(`  VIOLATION ${group}: ${count} in all`);
    }
  }
}
