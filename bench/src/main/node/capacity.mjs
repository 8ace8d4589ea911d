// What a cluster needs for a wanted load: the formulae of docs/capacity.md over the figures that `bench/run scale` wrote.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FIGURES = new URL('../../../figures.json', import.meta.url);
const MICROS = 1e-6;
const GIB = 2 ** 30;

/** How often a gateway renews the interest in each object that it follows, in seconds. */
const RENEWAL_SECONDS = 1_800;

/** How often a connection is asked for a sign of life, in seconds, and the bytes of question and answer. */
const PING_SECONDS = 20;
const PING_BYTES = 180;

/** What TCP, IP and WebSocket add to an event that leaves by itself. */
const FRAMING_BYTES = 80;

/** A Java heap wants this many times what is alive in it, and Redis room for what changes while its file is written. */
const HEAP_ROOM = 2;
const REDIS_ROOM = 1.5;

/** The load that is asked for, with what it is unless it is said: the worked example of docs/capacity.md. */
export const OPTIONS = {
  connections: [1_000_000, 'clients that are connected at once'],
  subscriptions: [8, 'objects that each connection follows'],
  writes: [10_000, 'changes per second, messages included'],
  'fan-out': [10, 'connections that are told of a change'],
  'event-bytes': [400, 'bytes of an event'],
  reconnects: [200, 'connections per second that come and go'],
  objects: [5_000_000, 'documents, lists, maps and channels that are kept'],
  members: [10_000_000, 'memberships in channels'],
  messages: [200_000_000, 'messages that are kept'],
  busy: [0.6, 'share of its cores that a process may use'],
  'gateway-cores': [4, 'cores of a gateway process'],
  'gateway-connections': [50_000, 'connections that a gateway process may hold'],
  'service-cores': [1, 'cores that a service process can use: it has one event loop for each of its services'],
  'redis-busy': [0.5, 'share of its core that a Redis process may use'],
  'redis-gib': [64, 'memory of a Redis process, GiB'],
  'drain-seconds': [25, 'time over which a gateway that stops sends its clients away'],
  zones: [3, 'zones, of which one may be lost'],
};

/** Reads the figures and refuses those that lack something. */
export function readFigures(file = FIGURES) {
  const figures = JSON.parse(readFileSync(file, 'utf8'));
  const wanted = ['gateways', 'objects', 'idle', 'followers', 'storm', 'channelMemory'];
  const missing = wanted.filter(name => figures[name] === undefined);
  if (missing.length > 0) {
    throw new Error(`figures.json lacks ${missing.join(', ')}: run the measurements that write them`);
  }
  return figures;
}

/** Costs of single things, in core seconds and bytes, from the figures. */
export function costs(figures) {
  const { gateways, objects, idle, followers, storm, channelMemory } = figures;
  const spread = gateways.spreadGateways - 1;
  const gatewayPerGateway = Math.max(0, gateways.spreadGatewayMicrosPerWrite - gateways.togetherGatewayMicrosPerWrite) / spread;
  const servicePerGateway = Math.max(0, gateways.spreadServiceMicrosPerWrite - gateways.togetherServiceMicrosPerWrite) / spread;
  const delivery =
    Math.max(0, gateways.togetherGatewayMicrosPerWrite - objects.gatewayMicrosPerWrite - gatewayPerGateway) / gateways.followers;
  return {
    gateway: {
      write: objects.gatewayMicrosPerWrite * MICROS,
      told: gatewayPerGateway * MICROS,
      delivery: delivery * MICROS,
      idle: idle.gatewayCpuMicrosPerIdleSecond * MICROS,
      comeBack: storm.gatewayMicrosPerReturn * MICROS,
      follow: objects.gatewayMicrosPerSubscription * MICROS,
      bytes: idle.gatewayResidentBytes,
      connectionBytes: idle.residentBytesPerConnection,
      subscriptionBytes: followers.gatewayHeapBytesPerFollowedObject,
    },
    service: {
      write: objects.serviceMicrosPerWrite * MICROS,
      tell: servicePerGateway * MICROS,
      follow: objects.serviceMicrosPerSubscription * MICROS,
      comeBack: storm.serviceMicrosPerReturn * MICROS,
    },
    redis: {
      write: objects.redisMicrosPerWrite * MICROS,
      follow: objects.redisMicrosPerSubscription * MICROS,
      comeBack: storm.redisMicrosPerReturn * MICROS,
      objectBytes: objects.redisBytesPerObject,
      followBytes: followers.redisBytesPerFollowedObject,
      memberBytes: channelMemory.member,
      messageBytes: channelMemory.message,
    },
  };
}

/** What is needed for a load. */
export function plan(load, cost) {
  const deliveries = load.writes * load['fan-out'];
  const followed = load.connections * load.subscriptions;
  const renewals = followed / RENEWAL_SECONDS;

  let gateways = 1;
  let told;
  let gatewayCores;
  for (;;) {
    // With more gateways an event goes to more of them, until each of its connections is on one of its own.
    told = load.writes * Math.min(load['fan-out'], gateways);
    gatewayCores =
      load.writes * cost.gateway.write +
      told * cost.gateway.told +
      deliveries * cost.gateway.delivery +
      load.connections * cost.gateway.idle +
      load.reconnects * cost.gateway.comeBack +
      renewals * cost.gateway.follow;
    const needed = Math.max(
      Math.ceil(gatewayCores / (load['gateway-cores'] * load.busy)),
      Math.ceil(load.connections / load['gateway-connections']),
    );
    if (needed <= gateways) {
      break;
    }
    gateways = needed;
  }
  const gatewaysInAll = overZones(gateways, load.zones);
  const each = load.connections / gateways;
  const gatewayBytes =
    cost.gateway.bytes + each * cost.gateway.connectionBytes + HEAP_ROOM * each * load.subscriptions * cost.gateway.subscriptionBytes;

  const serviceCores =
    load.writes * cost.service.write +
    told * cost.service.tell +
    renewals * cost.service.follow +
    load.reconnects * cost.service.comeBack;
  const services = Math.ceil(serviceCores / (load['service-cores'] * load.busy));
  const servicesInAll = overZones(services, load.zones);

  const redisCores = load.writes * cost.redis.write + renewals * cost.redis.follow + load.reconnects * cost.redis.comeBack;
  const redisBytes =
    load.objects * cost.redis.objectBytes +
    load.members * cost.redis.memberBytes +
    load.messages * cost.redis.messageBytes +
    followed * cost.redis.followBytes;
  const shards = Math.max(
    Math.ceil(redisCores / load['redis-busy']),
    Math.ceil((redisBytes * REDIS_ROOM) / (load['redis-gib'] * GIB)),
  );

  const lost = load.connections / load.zones;
  const spareGatewayCores = (gatewaysInAll * (load.zones - 1) * load['gateway-cores']) / load.zones - gatewayCores;
  const spareServiceCores = (servicesInAll * (load.zones - 1) * load['service-cores']) / load.zones - serviceCores;
  const spareRedisCores = shards - redisCores;
  const perGateway = load.connections / gatewaysInAll;
  return {
    deliveries,
    told,
    renewals,
    gatewayCores,
    gateways,
    gatewaysInAll,
    gatewayGib: gatewayBytes / GIB,
    serviceCores,
    services,
    servicesInAll,
    redisCores,
    redisGib: redisBytes / GIB,
    shards,
    shardGib: (redisBytes * REDIS_ROOM) / shards / GIB,
    clientGbits: (deliveries * (load['event-bytes'] + FRAMING_BYTES) + (load.connections / PING_SECONDS) * PING_BYTES) * 8e-9,
    busGbits: (told * (load['event-bytes'] + FRAMING_BYTES) + 2 * load.writes * (load['event-bytes'] + FRAMING_BYTES)) * 8e-9,
    zoneReturnSeconds: Math.max(
      (lost * cost.gateway.comeBack) / spareGatewayCores,
      (lost * cost.service.comeBack) / spareServiceCores,
      (lost * cost.redis.comeBack) / spareRedisCores,
    ),
    rollingReturnsPerSecond: perGateway / load['drain-seconds'],
    rollingServiceCores: (perGateway / load['drain-seconds']) * cost.service.comeBack,
  };
}

/** As many as are wanted, still there when a zone is lost, and as many in each zone. */
export function overZones(wanted, zones) {
  const each = zones === 1 ? wanted : Math.ceil(wanted / (zones - 1));
  return each * zones;
}

/** The answer for people. */
export function report(load, needs, figures) {
  const n = (value, digits = 0) => value.toLocaleString('en-US', { maximumFractionDigits: digits, minimumFractionDigits: digits });
  const lines = [
    `Load: ${n(load.connections)} connections with ${n(load.subscriptions)} subscriptions each,`,
    `  ${n(load.writes)} changes/s told to ${n(load['fan-out'])} connections each, that is ${n(needs.deliveries)} events/s,`,
    `  ${n(load.reconnects)} connections/s that come and go,`,
    `  ${n(load.objects)} objects, ${n(load.members)} memberships, ${n(load.messages)} messages.`,
    `Figures: ${figures.gateways.machine}; ${[...new Set(Object.values(figures).map(part => part.date))].sort().join(', ')}.`,
    ...provisional(figures),
    '',
    `Gateways   ${n(needs.gatewayCores, 1)} cores of work; ${n(needs.gateways)} processes of ${n(load['gateway-cores'])} cores carry it,`,
    `           ${n(needs.gatewaysInAll)} with a zone to lose; ${n(needs.gatewayGib, 1)} GiB each with ${n(load.connections / needs.gateways)} connections.`,
    `Services   ${n(needs.serviceCores, 1)} cores of work; ${n(needs.services)} processes of ${n(load['service-cores'])} core, ${n(needs.servicesInAll)} with a zone to lose.`,
    `           Of the work, ${n(needs.renewals)} renewals/s of interest.`,
    `Redis      ${n(needs.redisCores, 1)} cores of work, ${n(needs.redisGib, 1)} GiB of data: ${n(needs.shards)} primaries of ${n(needs.shardGib, 1)} GiB,`,
    `           each with a replica in another zone.`,
    `Network    ${n(needs.clientGbits, 2)} Gbit/s to clients, ${n(needs.busGbits, 2)} Gbit/s between processes.`,
    '',
    `A zone is lost: ${n(load.connections / load.zones)} clients come back, which keeps what is left busy for ${n(needs.zoneReturnSeconds)} s.`,
    `A rolling update: ${n(needs.rollingReturnsPerSecond)} clients/s come back while a gateway drains, ${n(needs.rollingServiceCores, 1)} cores of services.`,
  ];
  return lines.join('\n') + '\n';
}

/** Which figures are not what `bench/run scale` found, and where they are from. */
function provisional(figures) {
  const parts = Object.entries(figures).filter(([, part]) => part.from !== undefined);
  return parts.length === 0
    ? []
    : ['  Not measured as such yet:', ...parts.map(([name, part]) => `  - ${name}: from ${part.from}.`)];
}

/** Reads the command line; throws where it is wrong. */
export function parse(args) {
  const load = Object.fromEntries(Object.entries(OPTIONS).map(([name, [value]]) => [name, value]));
  for (let i = 0; i < args.length; i += 2) {
    const name = args[i].replace(/^--/, '');
    const value = Number(args[i + 1]);
    if (!args[i].startsWith('--') || OPTIONS[name] === undefined) {
      throw new Error(`${args[i]}: no such option (--help lists them)`);
    }
    if (args[i + 1] === undefined || !Number.isFinite(value) || value < 0) {
      throw new Error(`--${name}: ${args[i + 1]} (expected: a number that is not negative)`);
    }
    load[name] = value;
  }
  for (const share of ['busy', 'redis-busy']) {
    if (load[share] === 0 || load[share] > 1) {
      throw new Error(`--${share}: ${load[share]} (expected: above 0, up to 1)`);
    }
  }
  for (const positive of ['zones', 'connections', 'gateway-cores', 'gateway-connections', 'service-cores', 'drain-seconds', 'redis-gib']) {
    if (load[positive] === 0) {
      throw new Error(`--${positive}: 0 (expected: more)`);
    }
  }
  return load;
}

function help() {
  const lines = Object.entries(OPTIONS).map(([name, [value, what]]) => `  --${name.padEnd(20)} ${what} (${value})`);
  return `Usage: bench/capacity [--option number]…\n\n${lines.join('\n')}\n`;
}

function main(args) {
  if (args.includes('--help')) {
    process.stdout.write(help());
    return;
  }
  try {
    const load = parse(args);
    const figures = readFigures();
    process.stdout.write(report(load, plan(load, costs(figures)), figures));
  } catch (e) {
    process.stderr.write(`capacity: ${e.message}\n`);
    process.exitCode = 2;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  main(process.argv.slice(2));
}
