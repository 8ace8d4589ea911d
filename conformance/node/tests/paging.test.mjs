import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import { castForAllTests } from '../harness/cast.mjs';
import { dataOf, openForAll, Participant } from '../harness/participant.mjs';
import { connectClient, NEW, OLD, VERSIONS } from '../harness/sdk.mjs';

const ITEM_COUNT = 263;
const PAGE_SIZES = [7, 50, 100, 101, 200, 263, 300];

/** How a list and a map of the same items are filled, and where their n-th item stands. */
const COLLECTIONS = {
  list: { add: (list, n) => list.push({ n }), position: n => n, positionOf: item => item.index },
  map: { add: (map, n) => map.set(keyOf(n), { n }), position: keyOf, positionOf: item => item.key },
};

// SYNC-PAGE-1 … SYNC-PAGE-8, SYNC-MAP-8
for (const [type, { add, position, positionOf }] of Object.entries(COLLECTIONS)) {
  describe(`Paging a ${type} of ${ITEM_COUNT} items`, { concurrency: 4 }, () => {
    const cast = castForAllTests();
    const ascending = Array.from({ length: ITEM_COUNT }, (_, n) => position(n));
    const inOrder = { asc: ascending, desc: ascending.toReversed() };
    let sid;

    before(async () => {
      const collection = await cast.observers[NEW].client[type]();
      sid = collection.sid;
      for (let n = 0; n < ITEM_COUNT; n++) {
        await add(collection, n);
      }
    });

    /** Opens it in a client of its own, for 4.0.1 answers from its cache what it has seen before. */
    const withFresh = (version, story) => async () => {
      const client = await connectClient(version, cast.url);
      const participant = await Participant.open({ version, client }, type, sid);
      await story(participant.object);
      assert.deepEqual(participant.events, [], 'paging fires no event');
      await client.shutdown();
    };

    const positionsOf = pages => pages.map(page => page.items.map(positionOf));

    for (const version of VERSIONS) {
      test(
        `gives the first 50 in ascending order where nothing is asked (${version})`,
        withFresh(version, async collection => {
          const page = await collection.getItems();

          assert.deepEqual(page.items.map(positionOf), ascending.slice(0, 50));
          assert.deepEqual(
            page.items.map(item => dataOf(item).n),
            Array.from({ length: 50 }, (_, n) => n),
          );
          assert.deepEqual([page.hasPrevPage, page.hasNextPage], [false, true]);
        }),
      );

      for (const order of ['asc', 'desc']) {
        for (const pageSize of PAGE_SIZES) {
          test(
            `by ${pageSize} ${order} gives every item once, forwards and back again (${version})`,
            withFresh(version, async collection => {
              const forwards = await pagesForwards(await collection.getItems({ pageSize, order }));
              assert.deepEqual(positionsOf(forwards), chunksOf(inOrder[order], pageSize));

              const backwards = await pagesBackwards(forwards.at(-1));
              assert.deepEqual(positionsOf(backwards).reverse(), chunksOf(inOrder[order], pageSize));
            }),
          );
        }

        test(
          `${order} from an item in the middle begins with that item (${version})`,
          withFresh(version, async collection => {
            const middle = 131;
            const from = inOrder[order][middle];

            const page = await collection.getItems({ from, pageSize: 20, order });
            const next = await page.nextPage();
            const previous = await page.prevPage();

            assert.deepEqual([page.hasPrevPage, page.hasNextPage], [true, true]);
            assert.deepEqual(page.items.map(positionOf), inOrder[order].slice(middle, middle + 20));
            assert.deepEqual(next.items.map(positionOf), inOrder[order].slice(middle + 20, middle + 40));
            assert.deepEqual(previous.items.map(positionOf), inOrder[order].slice(middle - 20, middle));
          }),
        );

        test(
          `${order} from the last item gives it alone, with items before it (${version})`,
          withFresh(version, async collection => {
            const page = await collection.getItems({ from: inOrder[order].at(-1), order });

            assert.deepEqual(page.items.map(positionOf), [inOrder[order].at(-1)]);
            assert.deepEqual([page.hasPrevPage, page.hasNextPage], [true, false]);
          }),
        );
      }
    }

    test(
      'one by one gives every item (0.6.2)',
      withFresh(OLD, async collection => {
        const pages = await pagesForwards(await collection.getItems({ pageSize: 1 }));

        assert.deepEqual(positionsOf(pages).flat(), ascending);
      }),
    );
  });
}

// SYNC-PAGE-3, SYNC-PAGE-6 … SYNC-PAGE-8, SYNC-PAGE-11
describe('Paging', { concurrency: 8 }, () => {
  const cast = castForAllTests();

  for (const version of VERSIONS) {
    for (const type of ['list', 'map']) {
      test(`an empty ${type} gives one empty page (${version})`, async () => {
        const collection = await cast.actors[version].client[type]();

        const page = await collection.getItems();

        assert.deepEqual(page.items, []);
        assert.deepEqual([page.hasPrevPage, page.hasNextPage], [false, false]);
        await assert.rejects(page.nextPage(), /No next page/);
        await assert.rejects(page.prevPage(), /No previous page/);
      });
    }

    test(`a list leaves out what was removed, and from a removed index begins with the next (${version})`, async () => {
      const writer = await cast.observers[NEW].client.list();
      for (let n = 0; n < 20; n++) {
        await writer.push({ n });
      }
      for (let n = 0; n < 20; n += 2) {
        await writer.remove(n);
      }
      const list = await cast.actors[version].client.list(writer.sid);

      const everything = await list.getItems();
      const upwards = await list.getItems({ from: 4, pageSize: 3 });
      const downwards = await list.getItems({ from: 4, pageSize: 3, order: 'desc' });

      assert.deepEqual(
        everything.items.map(item => item.index),
        [1, 3, 5, 7, 9, 11, 13, 15, 17, 19],
      );
      assert.deepEqual(
        upwards.items.map(item => item.index),
        [5, 7, 9],
      );
      assert.deepEqual(
        downwards.items.map(item => item.index),
        [3, 1],
      );
    });

    test(`a map from a key that is not there begins with the next (${version})`, async () => {
      const writer = await cast.observers[NEW].client.map();
      for (const key of ['a', 'c', 'e']) {
        await writer.set(key, {});
      }
      const openFresh = () => connectClient(version, cast.url);
      const [upClient, downClient] = [await openFresh(), await openFresh()];

      const upwards = await (await upClient.map(writer.sid)).getItems({ from: 'b' });
      const downwards = await (await downClient.map(writer.sid)).getItems({ from: 'd', order: 'desc' });

      assert.deepEqual(
        upwards.items.map(item => item.key),
        ['c', 'e'],
      );
      assert.deepEqual(
        downwards.items.map(item => item.key),
        ['c', 'a'],
      );
      await Promise.all([upClient.shutdown(), downClient.shutdown()]);
    });

    test(`a list goes on behind its last page's end while items come and go (${version})`, async () => {
      const [writer] = await openForAll([cast.observers[NEW]], 'list');
      for (let n = 0; n < 30; n++) {
        await writer.object.push({ n });
      }
      const list = await cast.actors[version].client.list(writer.sid);

      const first = await list.getItems({ pageSize: 10 });
      await writer.object.remove(3);
      await writer.object.remove(12);
      await writer.object.push({ n: 30 });
      const second = await first.nextPage();

      assert.deepEqual(
        second.items.map(item => item.index),
        [10, 11, 13, 14, 15, 16, 17, 18, 19, 20],
      );
    });
  }

  test('a map with forEach visits every item once, in order (0.6.2)', async () => {
    const writer = await cast.observers[NEW].client.map();
    for (let n = 0; n < 120; n++) {
      await writer.set(keyOf(n), { n });
    }
    const map = await cast.actors[OLD].client.map(writer.sid);

    const visited = [];
    await map.forEach(item => visited.push(item.value.n));

    assert.deepEqual(
      visited,
      Array.from({ length: 120 }, (_, n) => n),
    );
  });
});

/** Keys that sort as their numbers do, among them some that UTF-8 would sort otherwise than UTF-16. */
function keyOf(n) {
  const number = String(n).padStart(4, '0');
  return n < 200 ? `k${number}` : n < 230 ? `\u{1F600}${number}` : `\uFF5E${number}`;
}

function chunksOf(items, size) {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}

async function pagesForwards(first) {
  const pages = [first];
  while (pages.at(-1).hasNextPage) {
    pages.push(await pages.at(-1).nextPage());
  }
  return pages;
}

async function pagesBackwards(last) {
  const pages = [last];
  while (pages.at(-1).hasPrevPage) {
    pages.push(await pages.at(-1).prevPage());
  }
  return pages;
}
