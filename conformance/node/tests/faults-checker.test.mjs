import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { judge } from '../faults/checker.mjs';
import { complaintsIn } from '../faults/log-watch.mjs';
import { makePlan } from '../faults/plan.mjs';
import { Outsider } from '../faults/outsider.mjs';

const NEW = '4.0.1';
const OLD = '0.6.2';
const OWN = '@chorus/client';

const write = (id, outcome = 'acknowledged', by = 'w') => ({ id, by, object: 'list', kind: 'added', key: id, outcome });
const added = (event, id) => ({ event, what: `added:${id}:${id}`, write: id });
const told = (...ids) => ids.map(id => ({ what: `added:${id}:${id}`, local: false }));

/** A window in which nothing went wrong: three writes, and a reader who heard of all. */
const sound = () => ({
  writes: ['w1', 'w2', 'w3'].map(id => write(id)),
  objects: [
    {
      name: 'list',
      kind: 'list',
      log: [added(1, 'w1'), added(2, 'w2'), added(3, 'w3')],
      state: ['w1', 'w2', 'w3'].map(id => [id, id]),
    },
  ],
  views: [{ client: 'r', sdk: NEW, object: 'list', told: told('w1', 'w2', 'w3') }],
});

const rulesOf = record => judge(record).violations.map(({ rule }) => rule);

const changed = change => {
  const record = sound();
  change(record);
  return record;
};

describe('The checker of whole-cluster runs', () => {
  test('finds nothing where nothing is wrong', () => {
    const { violations, sums } = judge(sound());

    assert.deepEqual(violations, []);
    assert.equal(sums.seen, 3);
  });

  const FAULTY = {
    'a lost event': ['event-lost', ({ views: [view] }) => (view.told = told('w1', 'w3'))],
    'a repeated event': ['event-repeated', ({ views: [view] }) => (view.told = told('w1', 'w2', 'w2', 'w3'))],
    'events in another order': ['event-reordered', ({ views: [view] }) => (view.told = told('w1', 'w3', 'w2'))],
    'an event of nothing': ['unknown-event', ({ views: [view] }) => view.told.push(...told('w9'))],
    'an event before the hole that a resync leaves': [
      'event-reordered',
      ({ views: [view] }) => (view.told = [...told('w1'), { resync: true }, ...told('w3', 'w2')]),
    ],
    'a failure that tells of no resync': [
      'unknown-event',
      ({ views: [view] }) => view.told.push({ what: 'failure:500' }),
    ],
    'an acknowledged write that is not there': ['lost-write', ({ writes }) => writes.push(write('w4'))],
    'a refused write that is there': ['refused-write', ({ writes }) => (writes[1].outcome = 'refused')],
    'a write of nobody': ['stray-write', ({ writes }) => writes.splice(1, 1)],
    'a hole in the log': ['log-hole', ({ objects: [list] }) => (list.log[2].event = 4)],
    'a view that differs': ['view-differs', ({ views: [view] }) => (view.state = [['w1', 'w1']])],
    'a state that is not what the log adds up to': ['state-differs', ({ objects: [list] }) => list.state.pop()],
    'a secret': ['leaked', record => (record.outsiders = [{ client: 'o', secrets: ['…'] }])],
  };
  for (const [what, [rule, spoil]] of Object.entries(FAULTY)) {
    test(`names ${what}`, () => {
      assert.ok(rulesOf(changed(spoil)).includes(rule), `${rulesOf(changed(spoil))}`);
    });
  }

  test('names a write that was done twice', () => {
    const record = changed(({ objects: [{ log, state }], views: [view] }) => {
      log.push({ event: 4, what: 'added:again:w3', write: 'w3' });
      state.push(['again', 'w3']);
      view.told.push({ what: 'added:again:w3', local: false });
    });

    assert.deepEqual(rulesOf(record), ['repeated-write']);
  });

  test('takes a write whose outcome is unknown for either', () => {
    assert.deepEqual(rulesOf(changed(({ writes }) => (writes[0].outcome = 'unknown'))), []);
    assert.deepEqual(rulesOf(changed(({ writes }) => writes.push(write('w4', 'unknown')))), []);
  });

  test('counts what a Redis may lose with a failover, and who was told of it before', () => {
    const record = changed(({ objects: [object] }) => {
      object.log = [added(1, 'w1'), added(2, 'w3')];
      object.state = ['w1', 'w3'].map(id => [id, id]);
    });
    const { violations, sums } = judge({ ...record, mayLose: true });

    assert.deepEqual(violations, []);
    assert.equal(sums.lostWrites, 1);
    assert.equal(sums.undone, 1);
    assert.deepEqual(rulesOf(record), ['lost-write', 'unknown-event']);
  });

  test('asks nothing of the time before a resync', () => {
    const record = changed(({ views: [view] }) => (view.told = [...told('w1'), { resync: true }, ...told('w3')]));
    const { violations, sums } = judge(record);

    assert.deepEqual(violations, []);
    assert.equal(sums.resyncs, 1);
  });

  const ownTold = (sdk, ...entries) =>
    changed(({ views }) => views.splice(0, 1, { client: 'w', sdk, object: 'list', told: entries }));
  const own = id => ({ what: `added:${id}:${id}`, local: true });

  test('lets a published client tell its own changes with their answers, before what was earlier', () => {
    const early = (sdk, by) => {
      const record = ownTold(sdk, own('w2'), ...told('w1', 'w3'));
      record.writes.forEach(each => (each.by = each.id === 'w2' ? 'w' : by));
      return rulesOf(record);
    };

    assert.deepEqual(early(NEW, 'other'), []);
    assert.deepEqual(early(OWN, 'other'), ['event-reordered']);
  });

  test('lets 0.6.2 alone tell an own change again when the repeated request is answered', () => {
    const again = [...told('w1', 'w2'), own('w2'), ...told('w3')];

    assert.deepEqual(rulesOf(ownTold(OLD, ...again)), []);
    assert.deepEqual(rulesOf(ownTold(NEW, ...again)), ['event-repeated']);
    assert.ok(rulesOf(ownTold(OLD, ...again, own('w2'))).includes('event-repeated'));
  });

  test('lets 0.6.2 alone hear of an own change that it sent by plain HTTP when it has a socket again', () => {
    const again = [...told('w1'), own('w2'), ...told('w2', 'w3')];

    assert.deepEqual(rulesOf(ownTold(OLD, ...again)), []);
    assert.deepEqual(rulesOf(ownTold(NEW, ...again)), ['event-repeated']);
    assert.ok(rulesOf(ownTold(OLD, ...again, ...told('w2'))).includes('event-repeated'));
  });

  test('lets 0.6.2 alone tell a document as it is by then when its own write is answered, the own event skipped', () => {
    const answered = sdk => {
      const record = ownTold(sdk, ...told('w1', 'w3'), own('w3'));
      record.objects[0].kind = 'document';
      record.writes.find(({ id }) => id === 'w3').by = 'another';
      return rulesOf(record);
    };

    assert.deepEqual(answered(OLD), []);
    assert.ok(answered(NEW).includes('event-repeated'));
  });

  test('lets 0.10.12 alone forgo what it did not get when it came back', () => {
    const lacking = (sdk, connections) =>
      judge(changed(({ views: [view] }) => Object.assign(view, { sdk, connections, told: told('w1', 'w3') })));

    assert.deepEqual(lacking('twilio-ip-messaging 0.10.12', 2).violations, []);
    assert.equal(lacking('twilio-ip-messaging 0.10.12', 2).sums.forgone, 1);
    assert.equal(lacking('twilio-ip-messaging 0.10.12', 1).violations[0].rule, 'event-lost');
    assert.equal(lacking('twilio-chat 6.0.0', 2).violations[0].rule, 'event-lost');
  });

  test('lets 0.10.12 alone tell of who joined once it knows who that is, and then not of who has left before', () => {
    const roster = (sdk, ...whats) =>
      judge(
        changed(({ objects: [object], views: [view] }) => {
          object.log = ['joined:a', 'joined:b', 'left:a'].map((what, place) => ({ event: place + 1, what }));
          object.state = [['b', undefined]];
          const received = new Set(['a']);
          Object.assign(view, { sdk, received, told: whats.map(what => ({ what, local: false })) });
        }),
      );
    const rules = ({ violations }) => violations.map(({ rule }) => rule).filter(rule => rule.startsWith('event-'));

    const first = roster('twilio-ip-messaging 0.10.12', 'joined:b', 'joined:a');
    assert.deepEqual(rules(first), []);
    assert.equal(first.sums.forgone, 1);
    assert.deepEqual(rules(roster('twilio-ip-messaging 0.10.12', 'joined:b')), []);
    assert.deepEqual(rules(roster('twilio-ip-messaging 0.10.12', 'joined:a', 'left:a')), ['event-lost']);
    const last = roster('twilio-chat 6.0.0', 'joined:b', 'joined:a');
    assert.deepEqual(rules(last), ['event-reordered', 'event-lost']);
  });

  test('lets 0.10.12 alone tell what was changed meanwhile as added, once', () => {
    const messages = (sdk, ...whats) =>
      rulesOf(
        changed(({ objects: [object], views: [view] }) => {
          object.log = ['added:0:w1', 'added:1:w2', 'updated:0:w3'].map((what, at) => ({ event: at + 1, what }));
          object.state = [];
          Object.assign(view, { sdk, told: whats.map(what => ({ what, local: false })) });
        }),
      ).filter(rule => /event/.test(rule));

    assert.deepEqual(messages('twilio-ip-messaging 0.10.12', 'added:0:w3', 'added:1:w2'), []);
    assert.deepEqual(messages('twilio-ip-messaging 0.10.12', 'added:0:w9', 'added:1:w2')[0], 'unknown-event');
    assert.deepEqual(messages('twilio-chat 6.0.0', 'added:0:w3', 'added:1:w2')[0], 'unknown-event');
  });

  test('takes ids that go on after a hole for sound where Redis was restarted, and nowhere else', () => {
    const later = 58_700_000_000_000;
    const numbered = (...events) =>
      rulesOf(
        changed(({ objects: [object], views: [view] }) => {
          object.log = events.map((event, place) => added(event, `w${place + 1}`));
          view.told = told('w1', 'w2', 'w3');
        }),
      );

    assert.deepEqual(numbered(1, 2, later), []);
    assert.deepEqual(numbered(later, later + 1, later + 2), []);
    assert.deepEqual(numbered(1, 2, 4), ['log-hole']);
    assert.deepEqual(numbered(later, later + 1, later + 1), ['log-hole']);
  });

  test('counts a lost message of a stream and names one that came twice', () => {
    const stream = (...ids) => ({
      writes: ['w1', 'w2'].map(id => ({ ...write(id), object: 'stream' })),
      objects: [{ name: 'stream', kind: 'stream' }],
      views: [{ client: 'r', sdk: NEW, object: 'stream', told: ids.map(what => ({ what, local: false })) }],
    });

    assert.equal(judge(stream('w2')).sums.lostMessages, 1);
    assert.deepEqual(rulesOf(stream('w2')), []);
    assert.deepEqual(rulesOf(stream('w1', 'w2', 'w1')), ['event-repeated']);
    assert.deepEqual(rulesOf(stream('w1', 'w2', 'w9')), ['unknown-event']);
  });
});

test('An outsider notices each secret, and one that comes in two pieces once', async () => {
  const outsider = new Outsider({ identity: 'o', secrets: ['secret-1', 'another'] });

  outsider.see(Buffer.from('…sec'));
  outsider.see(Buffer.from('ret-1…'));
  outsider.see(Buffer.from('nothing more'));
  assert.equal(outsider.found.length, 1);

  outsider.see(Buffer.from('secret-1 and another'));
  assert.equal(outsider.found.length, 3);
});

test('A seed makes the same plan each time, and another seed another', () => {
  assert.deepEqual(makePlan(7, ['a', 'b+c']), makePlan(7, ['a', 'b+c']));
  assert.notDeepEqual(makePlan(7, ['a']), makePlan(8, ['a']));
});

test('A complaint in a log is an error or a stack trace that no fault explains', () => {
  const log = [
    '02:29:10.956 INFO  dev.chorus.Thing - all is well',
    '02:29:10.957 WARN  i.v.c.e.i.c.ClusteredEventBus - Connecting to server cd84 failed',
    'java.net.ConnectException: Connection refused',
    '\tat io.netty.Thing.connect(Thing.java:1)',
    '02:29:10.958 WARN  dev.chorus.Thing - it broke',
    'java.lang.NullPointerException',
    '\tat dev.chorus.Thing.act(Thing.java:7)',
    '02:29:10.959 ERROR dev.chorus.Thing - it is over',
  ];

  assert.deepEqual(
    complaintsIn(log).map(({ line }) => line),
    [5, 8],
  );
  assert.deepEqual(
    complaintsIn(log, 7).map(({ line }) => line),
    [8],
  );
});
