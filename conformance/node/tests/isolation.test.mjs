import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Chorus } from '../harness/chorus.mjs';
import { KEYS, OTHER_SERVICE_SID } from '../harness/keys.mjs';
import { newName, openForAll, settle } from '../harness/participant.mjs';
import { scratchFolder } from '../harness/places.mjs';
import { connectClient, NEW, OLD, VERSIONS } from '../harness/sdk.mjs';
import { mintToken } from '../harness/tokens.mjs';
import { write } from '../harness/writes.mjs';

const TYPES = ['document', 'list', 'map', 'stream'];

// SYNC-OBJ-8, TOKEN-13
describe('Two services of one account', { concurrency: 4 }, () => {
  const data = scratchFolder('services');
  let chorus;
  before(async () => {
    // A service is made at the first start under its sid, and stays.
    const first = await Chorus.start({ data, environment: { CHORUS_SERVICE_SID: OTHER_SERVICE_SID } });
    await first.stop();
    chorus = await Chorus.start({ data });
  });
  after(async () => {
    await chorus?.stop();
    data.remove();
  });

  /** Clients of one identity in each of the services: only the service tells them apart. */
  const connectToBoth = version =>
    Promise.all(
      [KEYS.serviceSid, OTHER_SERVICE_SID].map(serviceSid =>
        connectClient(version, chorus.url, { token: mintToken({ identity: 'alice', serviceSid }) }),
      ),
    );

  for (const version of VERSIONS) {
    const mustExist = id => (version === OLD ? { sid: id, mode: 'open' } : { id, mode: 'open_existing' });

    for (const type of TYPES) {
      test(`keep a ${type} of one from a token of the other, by its sid and by its name (${version})`, async () => {
        const [insider, outsider] = await connectToBoth(version);
        const own = await insider[type](newName(type));

        await assert.rejects(outsider[type](mustExist(own.sid)), { status: 404 });
        await assert.rejects(outsider[type](mustExist(own.uniqueName)), { status: 404 });

        await Promise.all([insider.shutdown(), outsider.shutdown()]);
      });

      test(`each have their own ${type} of one name, and events of their own only (${version})`, async () => {
        const [insider, outsider] = await connectToBoth(version);
        const name = newName(type);

        const [inside] = await openForAll([{ version, client: insider }], type, name);
        const [outside] = await openForAll([{ version, client: outsider }], type, name);
        await write(inside, 1);
        await settle([inside]);
        await settle([outside]);

        assert.notEqual(inside.sid, outside.sid);
        assert.deepEqual(outside.events, []);
        await Promise.all([insider.shutdown(), outsider.shutdown()]);
      });
    }
  }

  test('have no say over a service that does not exist', async () => {
    const token = mintToken({ serviceSid: `IS${'0'.repeat(32)}` });
    const client = await connectClient(NEW, chorus.url, { token });

    await assert.rejects(client.document(newName('document')), { status: 404 });

    await client.shutdown();
  });
});
