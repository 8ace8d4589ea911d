import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { chatIdentity, ChatUser, ignoreLeftovers, LAST } from '../harness/chat.mjs';
import { Exposition } from '../harness/exposition.mjs';
import { alerts, documentedMetrics, operationsAnchors, panels, testedAlerts } from '../harness/monitoring.mjs';
import { namesIn } from '../harness/promql.mjs';
import { ObservedCluster } from '../harness/observed-cluster.mjs';
import { connectClient, NEW, newIdentity } from '../harness/sdk.mjs';
import { becomes } from '../harness/deadline.mjs';
import { mintToken } from '../harness/tokens.mjs';

/** What Prometheus adds to every series, and what it makes itself. */
const TARGET_LABELS = ['job', 'instance'];
const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR'];

/** What operators see of a cluster of two processes: its metrics, its dashboard, its alerts and its logs. */
describe('A cluster that is observed', () => {
  let cluster;
  let seen;
  const secrets = [];
  before(async () => {
    cluster = await ObservedCluster.start();
    secrets.push(...cluster.secrets);
    const alice = await someLoad(cluster.gatewayUrl, secrets);
    seen = await Exposition.of(cluster.adminUrls);
    await alice.shutdown();
  });
  after(async () => {
    ignoreLeftovers();
    await cluster?.stop();
  });

  test('exposes what each query of the dashboard names, and each panel says what a bad value means', () => {
    for (const { title, description, targets } of panels()) {
      assert.ok(description?.length > 40, `${title} explains itself`);
      targets.forEach(({ expr }) => assertExposed(expr));
    }
  });

  test('exposes what each alert names, and each alert says what to do', () => {
    const anchors = operationsAnchors();
    for (const { alert, expr, for: duration, labels, annotations } of alerts()) {
      assertExposed(expr);
      assert.match(duration, /^\d+m$/, alert);
      assert.ok(['critical', 'warning'].includes(labels.severity), alert);
      assert.ok(annotations.summary, alert);
      assert.equal(annotations.runbook_url, `docs/operations.md#${alert.toLowerCase()}`);
      assert.ok(anchors.includes(alert.toLowerCase()), `${alert} has a heading in docs/operations.md`);
      const tried = testedAlerts().filter(({ alertname }) => alertname === alert);
      assert.deepEqual(
        tried.map(({ exp_alerts: fires }) => fires.length > 0),
        [true, false],
        `${alert} is tried with what is wrong and with what is right`,
      );
    }
  });

  test('exposes the metrics that the operations page lists, and no others', () => {
    const documented = documentedMetrics();
    const wholes = new Map(documented.filter(({ name }) => !name.endsWith('…')).map(metric => [metric.name, metric]));
    const beginnings = documented.filter(({ name }) => name.endsWith('…')).map(({ name }) => name.slice(0, -1));
    // A timer's longest time is a family of its own, and its histogram or summary the one that is listed.
    const exposed = seen.families
      .filter(name => !beginnings.some(beginning => name.startsWith(beginning)))
      .filter(name => !(name.endsWith('_max') && seen.families.includes(name.slice(0, -4))))
      .map(name => (seen.has(`${name}_total`) ? `${name}_total` : name));

    assert.deepEqual(
      exposed.filter(name => !wholes.has(name)),
      [],
      'undocumented',
    );
    assert.deepEqual(
      [...wholes.keys()].filter(name => !exposed.includes(name)),
      [],
      'documented, but not there',
    );
    for (const { name, labels } of wholes.values()) {
      assert.deepEqual(
        [...(seen.labelsOf(name) ?? seen.labelsOf(name.replace(/_total$/, '')))].sort(),
        labels.sort(),
        name,
      );
    }
  });

  test('logs one JSON object on each line, whatever happens, and no secret', async () => {
    await cluster.loseRedisForAMoment();
    await cluster.killServices();
    await cluster.stop();

    const lines = cluster.logLines();

    assert.ok(lines.length > 10);
    for (const line of lines) {
      const fact = JSON.parse(line);
      assert.ok(Number.isFinite(Date.parse(fact.time)), line);
      assert.ok(LEVELS.includes(fact.level), line);
      assert.equal(typeof fact.logger, 'string', line);
      assert.equal(typeof fact.message, 'string', line);
    }
    const facts = lines.map(line => JSON.parse(line));
    assert.ok(facts.some(({ connection, account }) => connection && account === cluster.account));
    assert.ok(facts.some(({ service, message }) => service === cluster.service && /PutItem/.test(message)));
    const all = cluster.everythingPrinted();
    secrets.forEach(secret => assert.ok(!all.includes(secret), `a secret was logged: ${secret.slice(0, 4)}…`));
  });

  function assertExposed(query) {
    const { selectors, groupedBy } = namesIn(query);
    assert.ok(selectors.length > 0, query);
    for (const { metric, matchers } of selectors) {
      assert.ok(seen.has(metric), `${metric} of ${query}`);
      for (const { label, operator, value } of matchers.filter(({ label }) => !TARGET_LABELS.includes(label))) {
        const holds = operator === '=~' ? said => new RegExp(`^(?:${value})$`).test(said) : said => said === value;
        assert.ok(seen.matches(metric, label, holds), `${metric}{${label}${operator}"${value}"} of ${query}`);
      }
    }
    for (const label of groupedBy.filter(label => !TARGET_LABELS.includes(label))) {
      assert.ok(
        selectors.some(({ metric }) => seen.matches(metric, label)),
        `${label} of ${query}`,
      );
    }
  }
});

/** Something of everything that is counted. Completes with a client that is still connected. */
async function someLoad(url, secrets) {
  const [token, other] = [newIdentity(), newIdentity()].map(identity => mintToken({ identity }));
  secrets.push(token, other);
  const alice = await connectClient(NEW, url, { token });
  const bob = await connectClient(NEW, url, { token: other });
  const map = await alice.map('observed');
  const followed = await bob.map('observed');
  let heard = 0;
  followed.on('itemAdded', () => heard++);
  await map.set('one', { n: 1 });
  await map.set('two', { n: 2 });
  await becomes('both events', () => heard === 2);
  await map.get('one');
  await map.getItems();
  await map.remove('two');
  const document = await alice.document('observed-document');
  await document.set({ n: 1 });
  const stream = await alice.stream('observed-stream');
  await stream.publishMessage({ n: 1 });
  const ann = await ChatUser.connect(LAST, url, { identity: chatIdentity('ann') });
  const channel = await ann.createJoined();
  await channel.sendMessage('observed');
  await ann.leave();
  await bob.shutdown();
  await fetch(`${url}/v3/Documents/none`, { headers: { 'x-twilio-token': token } });
  await fetch(`${url}/v3/Documents/observed-document`, {
    method: 'POST',
    headers: { 'x-twilio-token': token, 'content-type': 'application/json', 'if-match': 'abc' },
    body: '{"data":{}}',
  });
  return alice;
}
