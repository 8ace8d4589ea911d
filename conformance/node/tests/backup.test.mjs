import assert from 'node:assert/strict';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { Redis as RedisClient } from 'ioredis';
import { clientBehindProxy } from '../harness/away.mjs';
import { Chorus } from '../harness/chorus.mjs';
import { becomes } from '../harness/deadline.mjs';
import { dataOf, openForAll, settle } from '../harness/participant.mjs';
import { scratchFolder } from '../harness/places.mjs';
import { Redis } from '../harness/redis.mjs';
import { copyAppendOnlyFiles, restoreSnapshot, snapshot } from '../harness/redis-backup.mjs';
import { connectionState, NEW, OLD } from '../harness/sdk.mjs';
import { write } from '../harness/writes.mjs';

const COMEBACK_MILLIS = 150_000;
/** The error code of REPLAY-10. */
const OPEN_ANEW = 54013;
const WRITES = 15;
const NEWS = ['after', 'later'];
const CHANGES = ['updated', 'itemAdded'];

/** Where the data is, how it is saved while it is written to, and how it comes back after everything is gone. */
const PLACES = {
  'a Redis of its own, by a snapshot': async () => {
    const redis = await Redis.start();
    const backup = scratchFolder('backup');
    return {
      start: data => Chorus.start({ data, args: redis.args }),
      save: () => redis.ask(client => snapshot(client, redis.folder, join(backup.path, 'chorus.rdb'))),
      async destroy(chorus) {
        await Promise.all([chorus.kill(), redis.kill()]);
        rmSync(redis.folder, { recursive: true });
      },
      async restore() {
        restoreSnapshot(join(backup.path, 'chorus.rdb'), redis.folder);
        await redis.startAgain();
      },
      async end() {
        await redis.stop();
        backup.remove();
      },
    };
  },
  'the embedded Redis, by its append-only files': async () => {
    const backup = scratchFolder('backup');
    let folder;
    return {
      start(data) {
        folder = join(data.path, 'redis');
        return Chorus.start({ data });
      },
      async save() {
        const client = new RedisClient(embeddedIn(folder));
        await copyAppendOnlyFiles(client, folder, backup.path);
        client.disconnect();
      },
      async destroy(chorus) {
        await chorus.kill();
        process.kill(Number(readFileSync(join(folder, 'redis.pid'), 'utf8')), 'SIGKILL');
        rmSync(folder, { recursive: true });
      },
      restore() {
        // As `cp -a` does it, into a folder that Chorus has not seen yet.
        cpSync(backup.path, folder, { recursive: true });
      },
      end: () => backup.remove(),
    };
  },
};

// REPLAY-10
describe('A backup', () => {
  for (const [what, prepare] of Object.entries(PLACES)) {
    test(`of ${what}, holds all that was acknowledged before it, and clients go on from it`, async () => {
      const data = scratchFolder('backup-data');
      const place = await prepare();
      let chorus = await place.start(data);
      const clients = await Promise.all([OLD, NEW, NEW].map(version => clientBehindProxy(version, chorus.port)));
      const [documents, lists, maps] = await Promise.all(
        ['document', 'list', 'map'].map(type => openForAll(clients, type)),
      );
      for (let n = 0; n < WRITES; n++) {
        await Promise.all([write(documents[1], n), write(maps[1], n)]);
      }
      const writing = keepPushing(lists[1].object);
      await becomes('writing is under way', () => writing.acknowledged.length >= WRITES);

      const before = [...writing.acknowledged];
      await place.save();
      const during = writing.acknowledged.length;
      await becomes('more is written behind it', () => writing.acknowledged.length >= during + WRITES);
      await write(documents[1], 'lost');
      await write(maps[1], 'lost');
      // Whoever has not heard of it is not ahead afterwards.
      await becomes('all have heard of what will be lost', () => [...documents, ...maps].every(hasHeardOf('lost')));
      await place.destroy(chorus);
      await writing.end();
      await place.restore();
      chorus = await place.start(data);
      clients.forEach(({ proxy }) => proxy.pointTo(chorus.port));
      await Promise.all(clients.map(({ client }) => connectionState(client, 'connected', COMEBACK_MILLIS)));

      const fresh = await clientBehindProxy(NEW, chorus.port);
      const kept = await itemsOf(await fresh.client.list(lists[0].sid));
      assert.deepEqual(kept.slice(0, before.length), before, 'the list has what was acknowledged before the backup');
      assert.deepEqual(
        kept,
        Array.from(kept, (_, n) => n),
        'and ends where the backup does, without a hole',
      );
      assert.deepEqual((await fresh.client.document(documents[0].sid)).data, { n: WRITES - 1 });
      await assert.rejects((await fresh.client.map(maps[0].sid)).get('key-lost'));
      assert.equal(dataOf(await (await fresh.client.map(maps[0].sid)).get(`key-${WRITES - 1}`)).n, WRITES - 1);

      for (const participants of [documents, lists, maps]) {
        await assertGoesOn(await openAnewWhereToldTo(participants, clients));
      }
      for (const { client } of clients) {
        assert.deepEqual((await itemsOf(await client.list(lists[0].sid))).slice(0, kept.length), kept);
      }
      await Promise.all([...clients, fresh].map(client => client.leave()));
      await chorus.stop();
      await place.end();
      data.remove();
    });
  }
});

/** Whoever is ahead of what came back is told so: by the object as it is now, or by word that it has to be opened anew. */
async function openAnewWhereToldTo(participants, clients) {
  const isToldAnew = ({ type, object, recorder }) =>
    (type === 'document' && dataOf(object).n !== 'lost') || recorder.events.some(isFailure);
  await becomes('all have heard of the restoration', () => participants.every(isToldAnew));
  const anew = participants.filter(({ recorder }) => recorder.events.some(isFailure));
  anew.forEach(({ object }) => object.close());
  const [{ type, sid }] = participants;
  const opened = await openForAll(
    clients.filter((client, place) => anew.includes(participants[place])),
    type,
    sid,
  );
  return participants.map(participant => opened[anew.indexOf(participant)] ?? participant);
}

const hasHeardOf =
  what =>
  ({ recorder }) =>
    recorder.events.some(event => JSON.stringify(event).includes(what));

const isFailure = ([name, error]) => name === 'failure' && error.code === OPEN_ANEW;

/** From then on all hear of what is new, each of each change once and in order. */
async function assertGoesOn(participants) {
  const heardBefore = participants.map(({ events }) => events.length);
  for (const n of NEWS) {
    await write(participants[2], n);
  }
  await settle(participants);
  for (const [place, participant] of participants.entries()) {
    const heard = participant.events.slice(heardBefore[place]).filter(([name]) => CHANGES.includes(name));
    assert.deepEqual(heard.map(numberIn), NEWS, `what ${participant.type} ${place} hears`);
  }
}

/** Where each version has the data of a document or an item. */
const numberIn = ([, first]) => (first.data ?? first.item?.data ?? first.value ?? first).n;

/** Pushes numbers one after another until it is ended or refused, and keeps those that were acknowledged. */
function keepPushing(list) {
  const acknowledged = [];
  let ended = false;
  const pushing = (async () => {
    for (let n = 0; !ended; n++) {
      try {
        await list.push({ n });
        acknowledged.push(n);
      } catch {
        return;
      }
    }
  })();
  return {
    acknowledged,
    end() {
      ended = true;
      return Promise.race([pushing, new Promise(resolve => setTimeout(resolve, 1))]);
    },
  };
}

/** The numbers in a list, as far as it has them. */
async function itemsOf(list) {
  const numbers = [];
  let page = await list.getItems({ pageSize: 100 });
  for (;;) {
    numbers.push(...page.items.map(item => dataOf(item).n).filter(n => Number.isInteger(n)));
    if (!page.hasNextPage) {
      return numbers;
    }
    page = await page.nextPage();
  }
}

function embeddedIn(folder) {
  return {
    port: Number(readFileSync(join(folder, 'redis.conf'), 'utf8').match(/^port (\d+)/m)[1]),
    password: readFileSync(join(folder, 'password'), 'utf8').trim(),
  };
}
