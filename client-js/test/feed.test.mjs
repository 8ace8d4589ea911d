import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Feed } from '../dist/connection/feed.js';

/** A feed that knows everything up to event 5, what it told, and how often it asked anew. */
function liveFeed() {
  const told = [];
  const refreshed = [];
  const listener = {
    changed: (type, event) => told.push(event.id),
    gone: () => told.push('gone'),
    failed: () => told.push('failed'),
  };
  const feed = new Feed({ sid: 'ES1', type: 'list' }, 5, listener, missing => refreshed.push(missing.lastEventId));
  feed.established(5);
  return { feed, told, refreshed };
}

test('events are told once, in their order', () => {
  const { feed, told } = liveFeed();

  for (const id of [6, 6, 7, 5, 7, 8]) {
    feed.event('list_item_added', { id }, false);
  }

  assert.deepEqual(told, [6, 7, 8]);
});

test('a missing event is asked for instead of being passed over', () => {
  const { feed, told, refreshed } = liveFeed();

  feed.event('list_item_added', { id: 8 }, false);
  assert.deepEqual(told, []);
  assert.deepEqual(refreshed, [5]);

  feed.restart();
  feed.event('list_item_added', { id: 9 }, false);
  for (const id of [6, 7, 8, 9]) {
    feed.event('list_item_added', { id }, true);
  }
  feed.established(9);

  assert.deepEqual(told, [6, 7, 8, 9]);
});

test('a replay may leave out what is outdated', () => {
  const { feed, told, refreshed } = liveFeed();

  feed.restart();
  feed.event('list_item_added', { id: 9 }, true);
  feed.established(12);
  feed.event('list_item_added', { id: 13 }, false);

  assert.deepEqual(told, [9, 13]);
  assert.deepEqual(refreshed, []);
});

test('an own change is told in its turn, not when its answer comes', async () => {
  const { feed, told } = liveFeed();
  let isDone = false;

  const done = feed.own(7, () => told.push('own')).then(() => (isDone = true));
  await Promise.resolve();
  assert.equal(isDone, false);
  feed.event('list_item_added', { id: 6 }, false);
  feed.event('list_cursor', { id: 7 }, false);
  await done;
  feed.event('list_item_added', { id: 8 }, false);

  assert.deepEqual(told, [6, 'own', 8]);
  feed.close();
});

test('an own change whose event has no content is told in its turn although its answer comes later', async () => {
  const { feed, told } = liveFeed();

  const answered = feed.ask();
  feed.event('list_item_added', { id: 6 }, false);
  feed.event('list_cursor', { id: 7 }, false);
  feed.event('list_item_added', { id: 8 }, false);
  assert.deepEqual(told, [6]);
  feed.own(7, () => told.push('own'));
  answered();

  assert.deepEqual(told, [6, 'own', 8]);
  feed.close();
});

test('an event without content holds nothing back once no own change can be it', () => {
  const { feed, told } = liveFeed();

  feed.event('list_cursor', { id: 6 }, false);
  const answered = feed.ask();
  feed.event('list_item_added', { id: 7 }, false);
  feed.event('list_cursor', { id: 8 }, false);
  feed.event('list_item_added', { id: 9 }, false);
  answered();

  assert.deepEqual(told, [6, 7, 9]);
  feed.close();
});

test('what was held back when the connection was lost is told by the replay, once', () => {
  const { feed, told } = liveFeed();

  const answered = feed.ask();
  feed.event('list_cursor', { id: 6 }, false);
  feed.event('list_item_added', { id: 7 }, false);
  feed.restart();
  feed.own(6, () => told.push('own'));
  answered();
  assert.equal(feed.lastEventId, 5);
  feed.event('list_cursor', { id: 6 }, true);
  feed.event('list_item_added', { id: 7 }, true);
  feed.established(7);

  assert.deepEqual(told, ['own', 7]);
  feed.close();
});

test('a thousand events wait behind an event without content, and with one more none does', () => {
  const { feed, told } = liveFeed();

  feed.ask();
  feed.event('list_cursor', { id: 6 }, false);
  for (let id = 7; id <= 1_006; id++) {
    feed.event('list_item_added', { id }, false);
  }
  assert.deepEqual(told, []);
  feed.event('list_item_added', { id: 1_007 }, false);

  assert.deepEqual(
    told,
    Array.from({ length: 1_001 }, (_, n) => 7 + n),
  );
  feed.close();
});

test('own changes that fill a hole are told before what comes behind it', () => {
  const { feed, told, refreshed } = liveFeed();

  feed.own(6, () => told.push('six'));
  feed.own(7, () => told.push('seven'));
  feed.event('list_item_added', { id: 8 }, false);

  assert.deepEqual(told, ['six', 'seven', 8]);
  assert.deepEqual(refreshed, []);
});

test('an own change that a replay has told already is not told again', async () => {
  const { feed, told } = liveFeed();

  feed.restart();
  feed.event('list_item_added', { id: 6 }, true);
  feed.established(6);
  await feed.own(6, () => told.push('own'));

  assert.deepEqual(told, [6]);
});

test('what waits when a feed ends is told then', async () => {
  const { feed, told } = liveFeed();

  const waiting = feed.own(9, () => told.push('own'));
  feed.close();
  await waiting;

  assert.deepEqual(told, ['own']);
});
