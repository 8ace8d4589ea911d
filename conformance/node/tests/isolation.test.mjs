import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests } from '../harness/cast.mjs';
import { OTHER_SERVICE_SID } from '../harness/keys.mjs';
import { newName } from '../harness/participant.mjs';
import { connectClient, NEW, OLD, VERSIONS } from '../harness/sdk.mjs';
import { mintToken } from '../harness/tokens.mjs';

describe('A service', { concurrency: 4 }, () => {
  const cast = castForAllTests();
  const stranger = version =>
    connectClient(version, cast.url, { token: mintToken({ identity: 'alice', serviceSid: OTHER_SERVICE_SID }) });

  for (const version of VERSIONS) {
    const mustExist = id => (version === OLD ? { sid: id, mode: 'open' } : { id, mode: 'open_existing' });

    for (const type of ['document', 'list', 'map', 'stream']) {
      test(`keeps its ${type}s from a token of another service, by sid and by name (${version})`, async () => {
        const own = await cast.actors[NEW].client[type](newName(type));
        const client = await stranger(version);

        await assert.rejects(client[type](mustExist(own.sid)), { status: 404 });
        await assert.rejects(client[type](mustExist(own.uniqueName)), { status: 404 });
        const namesake = await client[type](own.uniqueName);
        assert.notEqual(namesake.sid, own.sid);
        await client.shutdown();
      });
    }
  }
});
