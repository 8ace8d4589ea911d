import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decodePacket, encodePacket } from '../dist/connection/packet.js';

test('a packet is read as it was written, whatever its text', () => {
  const frame = encodePacket({ method: 'message', id: '1' }, JSON.stringify({ text: 'Zoë ☂' }));

  const { header, payload } = decodePacket(frame);

  assert.equal(header.method, 'message');
  assert.equal(header.payload_size, Buffer.byteLength(JSON.stringify({ text: 'Zoë ☂' })));
  assert.deepEqual(payload, { text: 'Zoë ☂' });
});

test('a packet without a payload has none', () => {
  assert.equal(decodePacket(encodePacket({ method: 'ping', id: '1' })).payload, undefined);
});

test('bytes of another protocol are refused', () => {
  assert.throws(() => decodePacket(new TextEncoder().encode('HTTP/1.1 200 OK\r\n')), /does not speak/);
});
