// The capacity model by itself, and that docs/capacity.md shows what it prints.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { costs, OPTIONS, overZones, parse, plan, readFigures, report } from '../../main/node/capacity.mjs';

const ROOT = new URL('../../../../', import.meta.url).pathname;
const FIGURES = {
  gateways: {
    date: '2026-01-01',
    machine: 'a machine',
    followers: 100,
    spreadGateways: 4,
    togetherGatewayMicrosPerWrite: 120,
    spreadGatewayMicrosPerWrite: 150,
    togetherServiceMicrosPerWrite: 40,
    spreadServiceMicrosPerWrite: 55,
  },
  objects: {
    date: '2026-01-01',
    gatewayMicrosPerWrite: 10,
    serviceMicrosPerWrite: 40,
    redisMicrosPerWrite: 50,
    gatewayMicrosPerSubscription: 20,
    serviceMicrosPerSubscription: 30,
    redisMicrosPerSubscription: 25,
    redisBytesPerObject: 1_000,
  },
  idle: { date: '2026-01-02', gatewayCpuMicrosPerIdleSecond: 1, gatewayResidentBytes: 2 ** 28, residentBytesPerConnection: 20_000 },
  followers: { date: '2026-01-02', gatewayHeapBytesPerFollowedObject: 500, redisBytesPerFollowedObject: 100 },
  storm: { date: '2026-01-02', gatewayMicrosPerReturn: 300, serviceMicrosPerReturn: 200, redisMicrosPerReturn: 100 },
  channelMemory: { date: '2026-01-02', member: 8_000, message: 700 },
};

test('single costs come out of the figures as they went in', () => {
  const cost = costs(FIGURES);

  // 120 = 10 for the write + 10 for being told + 100 deliveries of 1.
  assert.ok(Math.abs(cost.gateway.told - 10e-6) < 1e-12);
  assert.ok(Math.abs(cost.gateway.delivery - 1e-6) < 1e-12);
  assert.ok(Math.abs(cost.service.tell - 5e-6) < 1e-12);
});

test('a small load needs one of each, and another zone', () => {
  const load = parse(['--connections', '100', '--writes', '1', '--objects', '10', '--members', '0', '--messages', '0', '--zones', '2']);

  const needs = plan(load, costs(FIGURES));

  assert.equal(needs.gateways, 1);
  assert.equal(needs.gatewaysInAll, 2);
  assert.equal(needs.servicesInAll, 2);
  assert.equal(needs.shards, 1);
});

test('connections alone ask for gateways, and changes alone for services and primaries', () => {
  const cost = costs(FIGURES);

  const quiet = plan(parse(['--connections', '500000', '--writes', '0', '--reconnects', '0']), cost);
  const busy = plan(parse(['--connections', '1000', '--subscriptions', '1', '--writes', '20000', '--fan-out', '1', '--messages', '0', '--members', '0', '--objects', '0']), cost);

  assert.equal(quiet.gateways, 10);
  assert.equal(quiet.services, 1);
  assert.equal(busy.shards, Math.ceil((20_000 * 50e-6 + 0.02) / 0.5));
  assert.ok(busy.services >= Math.ceil((20_000 * 45e-6) / 0.6));
});

test('what is needed is still there when a zone is lost', () => {
  for (const [wanted, zones] of [[1, 3], [7, 3], [10, 2], [5, 1]]) {
    const all = overZones(wanted, zones);

    assert.equal(all % zones, 0);
    assert.ok(zones === 1 ? all === wanted : (all / zones) * (zones - 1) >= wanted);
  }
});

test('figures that are not measured as such are named', () => {
  const load = parse([]);
  const needs = plan(load, costs(FIGURES));
  const estimated = { ...FIGURES, storm: { ...FIGURES.storm, from: 'an estimate' } };

  assert.ok(!report(load, needs, FIGURES).includes('Not measured'));
  assert.ok(report(load, needs, estimated).includes('- storm: from an estimate.'));
});

test('a wrong command line is told in one line', () => {
  assert.throws(() => parse(['--conections', '1']), /--conections: no such option/);
  assert.throws(() => parse(['--writes', 'many']), /--writes: many/);
  assert.throws(() => parse(['--writes']), /--writes: undefined/);
  assert.throws(() => parse(['--busy', '0']), /--busy: 0/);
  assert.throws(() => parse(['--zones', '0']), /--zones: 0/);
});

test('the committed figures have all that the model reads', () => {
  const numbers = Object.values(costs(readFigures())).flatMap(part => (typeof part === 'object' ? Object.values(part) : [part]));

  for (const number of numbers) {
    assert.ok(Number.isFinite(number) && number >= 0, String(number));
  }
});

test("the worked example of docs/capacity.md is what the script prints, and its table of options is the script's", () => {
  const docs = readFileSync(ROOT + 'docs/capacity.md', 'utf8');
  const load = parse([]);
  const figures = readFigures();

  assert.ok(docs.includes('```\n' + report(load, plan(load, costs(figures)), figures) + '```'), 'run bench/capacity and put its answer there');
  assert.equal(execFileSync(ROOT + 'bench/capacity', { encoding: 'utf8' }), report(load, plan(load, costs(figures)), figures));
  for (const [name, [value, what]] of Object.entries(OPTIONS)) {
    assert.ok(docs.includes(`| \`--${name}\` | ${value.toLocaleString('en-US')} | ${what} |`), `${name} is not in the table`);
  }
});
