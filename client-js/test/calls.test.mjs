import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Calls } from '../dist/connection/calls.js';
import { ClientErrorCode } from '../dist/core/errors.js';

/** An outbox with what it sent. */
function outbox({ limit = 100 } = {}) {
  const sent = [];
  const calls = new Calls('host', 'data_sync', limit, {
    send: (header, payload) => sent.push({ ...header, payload }),
    restart: () => undefined,
  });
  const answer = (id, status, body) => calls.answered({ method: 'reply', id, http_status: { code: status } }, body);
  return { calls, sent, answer };
}

const write = path => ({ method: 'POST', path, body: { a: 1 } });

test('calls wait for a connection and go out in the order in which they were made', async () => {
  const { calls, sent, answer } = outbox();
  const results = ['/1', '/2', '/3'].map(path => calls.add(write(path), ({ body }) => body));
  assert.equal(sent.length, 0);

  calls.connected();

  assert.deepEqual(
    sent.map(packet => packet.http_request.path),
    ['/1', '/2', '/3'],
  );
  sent.forEach((packet, n) => answer(packet.id, 200, n));
  assert.deepEqual(await Promise.all(results), [0, 1, 2]);
});

test('a call that had no answer is repeated under its own id', async () => {
  const { calls, sent, answer } = outbox();
  calls.connected();
  const result = calls.add(write('/1'), ({ status }) => status);
  calls.disconnected();

  calls.connected();

  assert.equal(sent.length, 2);
  const [first, second] = sent.map(packet => packet.http_request.headers['Twilio-Request-Id']);
  assert.match(first, /^RQ[0-9a-f]{32}$/);
  assert.equal(second, first);
  answer(sent[1].id, 201);
  assert.equal(await result, 201);
});

test('no more are on the wire at once than the server takes', () => {
  const { calls, sent, answer } = outbox({ limit: 200 });
  calls.connected();
  for (let n = 0; n < 100; n++) {
    calls.add(write(`/${n}`), () => undefined);
  }
  assert.equal(sent.length, 64);

  answer(sent[0].id, 200);

  assert.equal(sent.length, 65);
  calls.disconnected();
});

test('a full outbox refuses the next call', async () => {
  const { calls } = outbox({ limit: 1 });
  calls.add(write('/1'), () => undefined);

  await assert.rejects(
    calls.add(write('/2'), () => undefined),
    { code: ClientErrorCode.OUTBOX_FULL },
  );
});

test('what only this connection needs takes no place in the outbox and is not sent over the next one', async () => {
  const { calls, sent } = outbox({ limit: 1 });
  calls.connected();
  const ofConnection = calls.add({ ...write('/1'), endsWithConnection: true }, () => undefined);
  calls.add(write('/2'), () => undefined);

  calls.disconnected();
  calls.connected();

  await assert.rejects(ofConnection, { code: ClientErrorCode.OUTCOME_UNKNOWN });
  assert.deepEqual(
    sent.map(packet => packet.http_request.path),
    ['/1', '/2', '/2'],
  );
});

test('a refusal says its status, its code and what to do', async () => {
  const { calls, sent, answer } = outbox();
  calls.connected();
  const result = calls.add(write('/1'), () => undefined);

  answer(sent[0].id, 404, { status: 404, code: 54150, message: 'The list does not exist' });

  await assert.rejects(result, { status: 404, code: 54150, retryable: false, remedy: 'Open or create it first.' });
});

test('an answer is taken in before anything that comes behind it', async () => {
  const { calls, sent, answer } = outbox();
  calls.connected();
  const order = [];
  calls.add(write('/1'), () => order.push('answer'));

  answer(sent[0].id, 200);
  order.push('event');

  assert.deepEqual(order, ['answer', 'event']);
});
