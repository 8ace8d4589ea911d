import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { AccessManager } from '../dist/index.js';

function token(identity, exp) {
  const part = value => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'HS256' })}.${part({ exp, grants: { identity } })}.signature`;
}

test('says whose token it is and when it ends', () => {
  const manager = new AccessManager(token('Zoë ☂', 4_000_000_000));

  assert.equal(manager.identity, 'Zoë ☂');
  assert.equal(manager.expires.getTime(), 4_000_000_000_000);
  assert.equal(manager.isExpired, false);
  manager.close();
});

test('tells ahead of time that a token ends, and not of one that was replaced', async () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000_000_000 });
  try {
    const manager = new AccessManager(token('alice', 1_000_000_000 + 3600));
    const told = [];
    for (const event of ['tokenWillExpire', 'tokenExpired', 'tokenUpdated']) {
      manager.on(event, () => told.push(event));
    }

    mock.timers.tick(3_419_000);
    assert.deepEqual(told, []);
    mock.timers.tick(2_000);
    assert.deepEqual(told, ['tokenWillExpire']);
    mock.timers.tick(168_000);
    assert.deepEqual(told, ['tokenWillExpire']);
    mock.timers.tick(2_000);
    assert.deepEqual(told, ['tokenWillExpire', 'tokenExpired']);
    assert.equal(manager.isExpired, false);

    await manager.updateToken(token('alice', 1_000_000_000 + 7200));
    mock.timers.tick(10_000);
    assert.deepEqual(told, ['tokenWillExpire', 'tokenExpired', 'tokenUpdated']);
    manager.close();
  } finally {
    mock.timers.reset();
  }
});

test('a token that ends in months does not end at once', () => {
  mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 1_000_000_000_000 });
  try {
    const manager = new AccessManager(token('alice', 1_000_000_000 + 90 * 86_400));
    let isTold = false;
    manager.on('tokenExpired', () => (isTold = true));

    mock.timers.tick(60 * 86_400_000);
    assert.equal(isTold, false);
    manager.close();
  } finally {
    mock.timers.reset();
  }
});

test('what is no JWT is refused without being repeated', () => {
  assert.throws(
    () => new AccessManager('secret-thing'),
    error => error instanceof TypeError && !error.message.includes('secret-thing'),
  );
});
