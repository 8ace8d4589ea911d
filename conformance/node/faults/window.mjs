import { within } from '../harness/deadline.mjs';
import { ChatLoad } from './chat-load.mjs';
import { judge } from './checker.mjs';
import { FAULTS } from './faults.mjs';
import { Journal, Outcome } from './journal.mjs';
import { between, pause, randomFor } from './plan.mjs';
import { Probes } from './probes.mjs';
import { takeRecord } from './record.mjs';
import { remainsOf } from './remains.mjs';
import { SyncLoad } from './sync-load.mjs';

/** How long the load goes on after the last fault is over. */
const TAIL_MILLIS = 6_000;
/** The slowest SDK asks again after half a minute, and reconnects after up to two minutes where it was away for long. */
const LAST_ANSWERS_MILLIS = 120_000;
const CONVERGENCE_MILLIS = 60_000;
const LOOK_AGAIN_MILLIS = 2_000;
const LATEST_REMOVAL_MILLIS = 8_000;
/** What may still become right, as long as clients have not all been told. */
const UNRIPE = new Set(['event-lost', 'view-differs']);

/** Plays one window of a plan: load on a cluster, faults, and the judgement. Completes with what came out. */
export async function playWindow({ mode, mayLose, cluster, network, clocks, balancer, plan, logWatch, say }) {
  const run = `${plan.number}-${plan.seed}`;
  const random = randomFor(plan.seed, 'window');
  const journal = new Journal();
  const how = { seed: plan.seed, run, balancer, journal };
  await balancer.look();
  const [sync, chat] = await Promise.all([SyncLoad.start(how), ChatLoad.start(how)]);
  const probes = await Probes.start(balancer, { sync: await sync.probed(), chat: await chat.probed() });

  let isOver = false;
  const writing = Promise.all([sync, chat].map(load => load.write(() => isOver)));
  const began = Date.now();
  let firstFaultAt;
  const removing = pause(between(random, 0, LATEST_REMOVAL_MILLIS)).then(() => chat.removeLeaver(journal));
  for (const { name, leadMillis, seed } of plan.faults) {
    await pause(leadMillis);
    firstFaultAt ??= Date.now();
    say(`  ${((Date.now() - began) / 1000).toFixed(1)} s: ${name}`);
    await FAULTS[mode][name]({ cluster, network, clocks, random: randomFor(seed, name) });
  }
  await pause(TAIL_MILLIS);
  isOver = true;
  await within(LAST_ANSWERS_MILLIS, 'the last answers', Promise.all([writing, removing]));
  const stoppedAt = Date.now();
  await probes.stop();

  const { violations, sums } = await judgeInTheEnd({ mayLose, cluster, journal, sync, chat, balancer });
  await Promise.all([sync.close(), chat.close()]);
  for (const detail of await remainsOf(cluster)) {
    violations.push({ rule: 'remains', object: '', client: '', detail });
  }
  for (const detail of await logWatch.complaints(cluster.logFiles)) {
    violations.push({ rule: 'complaint', object: '', client: '', detail });
  }
  return {
    name: plan.name,
    writes: {
      tried: journal.writes.length,
      acknowledged: journal.count(Outcome.ACKNOWLEDGED),
      refused: journal.count(Outcome.REFUSED),
      unknown: journal.count(Outcome.UNKNOWN),
    },
    sums,
    errors: journal.errors,
    violations,
    service: Object.fromEntries(['sync', 'chat'].map(kind => [kind, probes.since(kind, firstFaultAt, stoppedAt)])),
  };
}

/** Judges again and again until all clients have been told everything, or their time is over. */
async function judgeInTheEnd({ mayLose, cluster, journal, sync, chat, balancer }) {
  const url = (await balancer.door(0)).url;
  const deadline = Date.now() + CONVERGENCE_MILLIS;
  for (;;) {
    const judgement = judge({ ...(await takeRecord({ cluster, journal, sync, chat, url })), mayLose });
    if (!judgement.violations.some(({ rule }) => UNRIPE.has(rule)) || Date.now() > deadline) {
      return judgement;
    }
    await pause(LOOK_AGAIN_MILLIS);
  }
}
