import { pause } from './plan.mjs';

/** A gateway follows an object for ten seconds after its last subscriber left, and tells of users who left after three. */
const PATIENCE_MILLIS = 45_000;
const LOOK_EVERY_MILLIS = 1_000;

/** What must be zero in every process when no client is there. */
const GAUGES = ['gateway_sessions', 'gateway_users', 'gateway_users_untold', 'gateway_subscriptions'];

/** Completes with what clients that have left still hold, once it is nothing or patience has ended. */
export async function remainsOf(cluster) {
  const deadline = Date.now() + PATIENCE_MILLIS;
  for (;;) {
    const remains = [...(await heldByProcesses(cluster)), ...(await heldInRedis(cluster))];
    if (remains.length === 0 || Date.now() > deadline) {
      return remains;
    }
    await pause(LOOK_EVERY_MILLIS);
  }
}

async function heldByProcesses(cluster) {
  const held = [];
  for (const name of cluster.names) {
    const text = await (await fetch(`${cluster.member(name).adminUrl}/metrics`)).text();
    for (const [, gauge, labels, value] of text.matchAll(/^(\w+)(\{[^}]*\})? ([\d.eE+-]+)$/gm)) {
      if (GAUGES.includes(gauge) && Number(value) !== 0) {
        held.push(`${name}: ${gauge}${labels ?? ''} is ${value}`);
      }
    }
  }
  return held;
}

/** Interest and presence of gateways that are alive; what dead ones had ends with its lease. */
async function heldInRedis(cluster) {
  return cluster.redis.ask(async client => {
    const held = [];
    const alive = new Set(await client.zrange('chorus:gateways', 0, -1));
    for (const pattern of ['*:interest', '*:connected', '*:gateways']) {
      for (const key of (await keysOf(client, pattern)).filter(found => found.startsWith('{p'))) {
        const gateways = await client.smembers(key);
        const living = gateways.filter(gateway => alive.has(gateway));
        if (living.length > 0) {
          held.push(`Redis: ${key} has ${living}`);
        } else if (gateways.length > 0 && key.endsWith(':interest') && (await client.pttl(key)) < 0) {
          held.push(`Redis: ${key} never ends`);
        }
      }
    }
    for (const key of await keysOf(client, '*:pending')) {
      held.push(`Redis: ${key} has ${await client.zcard(key)} entries`);
    }
    return held;
  });
}

/** The keys that match, of all servers if there are several. */
async function keysOf(client, pattern) {
  const servers = client.nodes?.('master') ?? [client];
  return (await Promise.all(servers.map(server => server.keys(pattern)))).flat();
}
