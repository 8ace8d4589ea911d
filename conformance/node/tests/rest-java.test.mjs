import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { chorusForAllTests } from '../harness/cast.mjs';
import { KEYS } from '../harness/keys.mjs';
import { TARGET } from '../harness/places.mjs';
import { connectClient, NEW } from '../harness/sdk.mjs';

const PATIENCE_MILLIS = 180_000;
const CHECKS = 20;

/** The helper library of back ends in Java, which runs in a process of its own and says what it found. */
describe('A back end in Java', () => {
  const chorus = chorusForAllTests();
  let lines;
  before(async () => {
    const classpath = [join(TARGET, 'test-classes'), readFileSync(join(TARGET, 'driver.classpath'), 'utf8').trim()];
    const { stdout } = await promisify(execFile)(
      'java',
      [
        ...['-cp', classpath.join(delimiter), 'dev.chorus.conformance.backend.HelperLibrary'],
        ...[chorus.url, KEYS.accountSid, KEYS.apiKey, KEYS.apiSecret, KEYS.serviceSid],
      ],
      { timeout: PATIENCE_MILLIS, maxBuffer: 1 << 24 },
    );
    lines = stdout.split('\n');
  });

  test('does everything that the library offers for chat and Sync', () => {
    assert.deepEqual(
      lines.filter(line => line.startsWith('failed ')),
      [],
    );
    assert.equal(lines.filter(line => line.startsWith('ok ')).length, CHECKS);
  });

  test('mints tokens with the library that clients connect with', async () => {
    const [, token] = lines.find(line => line.startsWith('token ')).split(' ');
    const client = await connectClient(NEW, chorus.url, { token });
    await client.shutdown();
  });
});
