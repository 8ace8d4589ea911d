import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { BackEnd } from '../harness/backend.mjs';
import { Chorus } from '../harness/chorus.mjs';
import { newName, openForAll, Participant, told } from '../harness/participant.mjs';
import { connectClient, NEW, newIdentity, OLD, VERSIONS } from '../harness/sdk.mjs';
import { mintToken } from '../harness/tokens.mjs';
import { write } from '../harness/writes.mjs';

const FORBIDDEN = { status: 403, code: 54007 };
const PATHS = { document: 'Documents', list: 'Lists', map: 'Maps' };
const REMOVALS = { document: 'removeDocument', list: 'removeList', map: 'removeMap' };

// SYNC-ACL-2, SYNC-ACL-3, SYNC-ACL-4, SYNC-ACL-6, REST-3, REST-5, DELIVER-11
describe('In a service that asks for permissions', { concurrency: 6 }, () => {
  let chorus;
  let backEnd;
  before(async () => {
    chorus = await Chorus.start();
    backEnd = new BackEnd(chorus.url);
    await backEnd.enforcePermissions();
    await permissionsTakeEffect(chorus.url);
  });
  after(() => chorus?.stop());

  const connectAs = async (version, identity) => ({
    version,
    client: await connectClient(version, chorus.url, { token: mintToken({ identity }) }),
  });

  for (const version of VERSIONS) {
    const mustExist = sid => (version === OLD ? { sid, mode: 'open' } : { id: sid, mode: 'open_existing' });

    for (const [type, path] of Object.entries(PATHS)) {
      /** An object of somebody else's, and an identity that has these rights on it. */
      const setUp = async rights => {
        const owner = await connectAs(NEW, newIdentity());
        const [owned] = await openForAll([owner], type);
        const identity = newIdentity();
        if (rights) {
          await backEnd.permit(path, owned.sid, identity, rights);
        }
        const guest = await connectAs(version, identity);
        const leave = () => Promise.all([owner.client.shutdown(), guest.client.shutdown()]);
        return { owned, guest, identity, leave };
      };

      test(`whoever makes a ${type} may read, change and remove it (${version})`, async () => {
        const maker = await connectAs(version, newIdentity());
        const [made] = await openForAll([maker], type);

        await write(made, 1);
        await made.object[REMOVALS[type]]();

        await maker.client.shutdown();
      });

      test(`a ${type} is refused to who has no right on it (${version})`, async () => {
        const { owned, guest, leave } = await setUp();

        await assert.rejects(guest.client[type](mustExist(owned.sid)), FORBIDDEN);
        await assert.rejects(guest.client[type](owned.sid), FORBIDDEN);

        await leave();
      });

      test(`who may read a ${type} is told of it and may neither change nor remove it (${version})`, async () => {
        const { owned, guest, leave } = await setUp({ read: true });
        const [reader] = await openForAll([guest], type, owned.sid);

        const history = [await write(owned, 1)];
        await told([reader], history);
        await assert.rejects(write(reader, 2), FORBIDDEN);
        await assert.rejects(reader.object[REMOVALS[type]](), FORBIDDEN);

        await leave();
      });

      test(`who may write a ${type} changes it, and may not remove it (${version})`, async () => {
        const { owned, guest, leave } = await setUp({ read: true, write: true });
        const [writer] = await openForAll([guest], type, owned.sid);

        const history = [await write(writer, 1)];
        await told([owned], history);
        await assert.rejects(writer.object[REMOVALS[type]](), FORBIDDEN);

        await leave();
      });

      test(`who may manage a ${type} removes it (${version})`, async () => {
        const { owned, guest, leave } = await setUp({ read: true, write: true, manage: true });
        const manager = await Participant.open(guest, type, owned.sid);

        await manager.object[REMOVALS[type]]();

        await owned.recorder.count(1);
        await leave();
      });

      test(`who loses the right to read a ${type} is told so and of nothing after (${version})`, async () => {
        const { owned, guest, identity, leave } = await setUp({ read: true });
        const [reader] = await openForAll([guest], type, owned.sid);
        await told([reader], [await write(owned, 1)]);
        const before = reader.events.length;

        await backEnd.permit(path, owned.sid, identity, {});
        await reader.recorder.heard('the loss', ([name]) => name === 'failure');
        await write(owned, 2);

        // What another object tells after this shows that nothing of the first is still on its way.
        const [witnessed] = await openForAll([guest], type, newName(type));
        await write(witnessed, 3);
        const [name, failure] = reader.events[before];
        assert.equal(name, 'failure');
        assert.deepEqual([failure.status, failure.code], [403, 54007]);
        assert.equal(reader.events.length, before + 1);
        const again = await connectAs(version, identity);
        await assert.rejects(again.client[type](mustExist(owned.sid)), FORBIDDEN);
        await Promise.all([leave(), again.client.shutdown()]);
      });
    }
  }
});

/** Completes when a stranger is refused. */
async function permissionsTakeEffect(url) {
  const owner = await connectClient(NEW, url);
  const stranger = await connectClient(NEW, url);
  const document = await owner.document(newName('document'));
  for (;;) {
    const found = await stranger.document({ id: document.sid, mode: 'open_existing' }).catch(error => error);
    if (found instanceof Error) {
      assert.equal(found.status, FORBIDDEN.status);
      break;
    }
    found.close();
  }
  await Promise.all([owner.shutdown(), stranger.shutdown()]);
}
