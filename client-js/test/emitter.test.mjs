import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { Emitter } from '../dist/index.js';

test('listeners are called in their order until they are taken away', () => {
  const emitter = new Emitter();
  const heard = [];
  const first = value => heard.push(['first', value]);
  emitter.on('a', first).once('a', value => heard.push(['once', value]));

  emitter.emit('a', 1);
  emitter.emit('a', 2);
  emitter.off('a', first);
  emitter.emit('a', 3);

  assert.deepEqual(heard, [
    ['first', 1],
    ['once', 1],
    ['first', 2],
  ]);
});

test('a listener that throws harms no other, and its error is not swallowed', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    const emitter = new Emitter();
    let isHeard = false;
    emitter
      .on('a', () => {
        throw new Error('mine');
      })
      .on('a', () => (isHeard = true));

    emitter.emit('a');

    assert.equal(isHeard, true);
    assert.throws(() => mock.timers.tick(1), /mine/);
  } finally {
    mock.timers.reset();
  }
});
