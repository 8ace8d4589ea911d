#!/usr/bin/env node
/** Runs a whole cluster under load and faults, and judges it. `--help` says how. */
import { ignoreLeftovers } from '../harness/chat.mjs';
import { Cluster } from '../harness/cluster.mjs';
import { enterOwnNetwork, Network } from '../harness/network.mjs';
import { Redis } from '../harness/redis.mjs';
import { Balancer } from './balancer.mjs';
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
console.log(`seed ${options.seed}, faults ${options.faults.join(',')}`);
const results = [];
let failure;
try {
  await play(options, results);
} catch (error) {
  failure = error;
  console.error(error);
}
console.log(tableOf(results));
const isSound = failure === undefined && results.every(({ violations }) => violations.length === 0);
console.log(isSound ? 'sound' : 'violated');
// The clients keep timers for a day.
process.exit(isSound ? 0 : 1);

/** Starts everything, plays all windows, and ends everything. */
async function play({ seed, faults }, results) {
  const network = new Network();
  const redis = await Redis.start(await network.addHost('redis'));
  const cluster = await Cluster.start({ shape: SIX_PROCESSES, oneByOne: true, redis, network });
  const balancer = new Balancer(cluster);
  const logWatch = new LogWatch();
  try {
    for (const plan of makePlan(seed, faults)) {
      console.log(`window ${plan.number}: ${plan.name}`);
      const say = line => console.log(line);
      const result = await playWindow({ cluster, network, balancer, plan, logWatch, say });
      results.push(result);
      result.errors.forEach((count, words) => say(`  ${count} × ${words}`));
      sayViolations(result.violations);
    }
  } finally {
    ignoreLeftovers();
    await balancer.close();
    await cluster.stop();
    await network.stop();
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
