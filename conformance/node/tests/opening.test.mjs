import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests, forEachPairing } from '../harness/cast.mjs';
import {
  assertHistory,
  assertToldExactly,
  newName,
  openForAll,
  Participant,
  settle,
  told,
} from '../harness/participant.mjs';
import { NEW, OLD, VERSIONS } from '../harness/sdk.mjs';
import { write } from '../harness/writes.mjs';

/** The objects' types with the letters that their sids begin with. */
const TYPES = { document: 'ET', list: 'ES', map: 'MP', stream: 'TO' };

const NAMES_WITH_TRAPS = ['..', 'a/b', 'with space', '%2F', 'a?b=c#d', '🎉 ключ', '+', 'n'.repeat(320)];

// SYNC-OBJ-1 … SYNC-OBJ-5, SUB-8, SUB-9, REQ-4
for (const [type, prefix] of Object.entries(TYPES)) {
  describe(`Opening a ${type}`, { concurrency: 8 }, () => {
    const cast = castForAllTests();
    const open = (version, how) => cast.actors[version].client[type](how);
    const openElsewhere = (version, how) => cast.observers[version].client[type](how);
    const sidPattern = new RegExp(`^${prefix}[0-9a-f]{32}$`);

    forEachPairing((first, second, pairing) => {
      test(`by a new name creates it, and by the same name again finds it (${pairing})`, async () => {
        const name = newName(type);

        const created = await open(first, name);
        const found = await openElsewhere(second, name);

        assert.match(created.sid, sidPattern);
        assert.equal(found.sid, created.sid);
        assert.equal(created.uniqueName, name);
        assert.equal(found.uniqueName, name);
      });

      test(`by its sid finds it (${pairing})`, async () => {
        const created = await open(first, newName(type));

        const found = await openElsewhere(second, created.sid);

        assert.equal(found.sid, created.sid);
        assert.equal(found.uniqueName, created.uniqueName);
      });

      test(`by one new name from two clients at once gives both the same (${pairing})`, async () => {
        const name = newName(type);

        const [one, other] = await Promise.all([open(first, name), openElsewhere(second, name)]);

        assert.equal(one.sid, other.sid);
      });

      test(`without a name makes a new one that is found by its sid (${pairing})`, async () => {
        const one = await open(first);
        const other = await open(first);

        assert.notEqual(one.sid, other.sid);
        assert.equal(one.uniqueName, null);
        const found = await openElsewhere(second, one.sid);
        assert.equal(found.sid, one.sid);
      });
    });

    for (const version of VERSIONS) {
      const mustExist = id => (version === OLD ? { uniqueName: id, mode: 'open' } : { id, mode: 'open_existing' });

      test(`that must exist is refused with 404 where there is none (${version})`, async () => {
        await assert.rejects(open(version, mustExist(newName(type))), { status: 404 });
      });

      test(`that must exist finds it by name and by sid (${version})`, async () => {
        const created = await open(NEW, newName(type));

        const byName = await openElsewhere(version, mustExist(created.uniqueName));
        const bySid = await openElsewhere(version, mustExist(created.sid));

        assert.equal(byName.sid, created.sid);
        assert.equal(bySid.sid, created.sid);
      });

      test(`by a sid that names nothing is refused, for a name may not look like a sid (${version})`, async () => {
        await assert.rejects(open(version, `${prefix}${'0'.repeat(32)}`), { status: 400, code: 54302 });
      });

      test(`by a name of more than 320 characters is refused (${version})`, async () => {
        await assert.rejects(open(version, 'n'.repeat(321)), { status: 400, code: 54302 });
      });

      test(`takes any characters in a name (${version})`, async () => {
        for (const trap of NAMES_WITH_TRAPS) {
          const created = await open(version, trap);
          assert.equal(created.uniqueName, trap);
          assert.equal((await openElsewhere(NEW, trap)).sid, created.sid);
          assert.equal((await openElsewhere(OLD, trap)).sid, created.sid);
        }
      });

      test(`tells apart names that differ only by case (${version})`, async () => {
        const name = newName(type);

        const lower = await open(version, name);
        const upper = await open(version, name.toUpperCase());

        assert.notEqual(lower.sid, upper.sid);
      });

      test(`a second time in one client gives the same object, told each event once (${version})`, async () => {
        const [first, observer] = await openForAll([cast.actors[version], cast.observers[NEW]], type);
        const second = await Participant.open(cast.actors[version], type, first.sid);
        assert.equal(second.sid, first.sid);

        const history = [await write(observer, 1), await write(observer, 2)];

        await settle([observer, first]);
        assertToldExactly([first, second, observer], history);
      });

      test(`again after it was closed tells what happens from then on (${version})`, async () => {
        const [closed, observer] = await openForAll([cast.actors[version], cast.observers[NEW]], type);
        closed.object.close();

        const again = await Participant.open(cast.actors[version], type, closed.sid);
        await again.subscribed();
        const history = [await write(observer, 1)];
        await told([again, observer], history);
        history.push(await write(again, 2));

        await assertHistory([again, observer], history);
        assert.deepEqual(closed.events, []);
      });

      test(`and closing it in one client leaves another's subscription alone (${version})`, async () => {
        const both = [cast.actors[version], cast.observers[version]];
        const [writer, closed, observer] = await openForAll([cast.actors[NEW === version ? OLD : NEW], ...both], type);

        closed.object.close();
        const history = [await write(writer, 1)];

        await assertHistory([writer, observer], history);
        assert.deepEqual(closed.events, []);
      });
    }

    test('that must be new is refused with 409 where there is one (4.0.1)', async () => {
      const name = newName(type);
      await open(NEW, { id: name, mode: 'create_new' });

      await assert.rejects(openElsewhere(NEW, { id: name, mode: 'create_new' }), { status: 409, code: 54301 });
    });

    test('by the name of another type gives another object', async () => {
      const name = newName('shared');

      const objects = await Promise.all(Object.keys(TYPES).map(each => cast.actors[NEW].client[each](name)));

      assert.equal(new Set(objects.map(({ sid }) => sid)).size, Object.keys(TYPES).length);
    });

    test('whose name was freed by a removal makes a new one', async () => {
      const name = newName(type);
      const first = await open(NEW, name);
      await removeRoot(first, type);

      const second = await open(NEW, name);

      assert.notEqual(second.sid, first.sid);
    });
  });
}

// SYNC-DOC-1, SYNC-DOC-2
describe('A new document', { concurrency: 8 }, () => {
  const cast = castForAllTests();

  for (const version of VERSIONS) {
    test(`holds the data it was created with (${version})`, async () => {
      const name = newName('document');
      const how = version === OLD ? { uniqueName: name, data: { n: 1 } } : { id: name, data: { n: 1 } };

      const created = await cast.actors[version].client.document(how);

      assert.deepEqual(version === OLD ? created.value : created.data, { n: 1 });
      assert.deepEqual((await cast.observers[NEW].client.document(name)).data, { n: 1 });
      assert.deepEqual((await cast.observers[OLD].client.document(name)).value, { n: 1 });
    });

    test(`without data holds an empty object (${version})`, async () => {
      const name = newName('document');

      await cast.actors[version].client.document(name);

      assert.deepEqual((await cast.observers[NEW].client.document(name)).data, {});
      assert.deepEqual((await cast.observers[OLD].client.document(name)).get(), {});
    });
  }

  test('shows when it was last updated (4.0.1)', async () => {
    const created = await cast.actors[NEW].client.document(newName('document'));
    const atCreation = created.dateUpdated.getTime();

    await created.set({ n: 1 });

    assert.ok(Math.abs(Date.now() - atCreation) < 60_000, 'a date of now');
    assert.ok(created.dateUpdated.getTime() >= atCreation);
  });
});

function removeRoot(object, type) {
  return object[`remove${type[0].toUpperCase()}${type.slice(1)}`]();
}
