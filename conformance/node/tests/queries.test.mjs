import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { castForAllTests } from '../harness/cast.mjs';
import { openForAll } from '../harness/participant.mjs';
import { NEW } from '../harness/sdk.mjs';

describe('A query of 4.0.1', () => {
  const cast = castForAllTests();

  test('is refused with 404, live or instant, and the client works on', async () => {
    const { client } = cast.actors[NEW];

    await assert.rejects(client.liveQuery('workers', 'data.x == 1'), { status: 404 });
    const instant = await client.instantQuery('workers');
    await assert.rejects(instant.search('data.x == 1'), { status: 404 });

    const [document] = await openForAll([cast.actors[NEW]], 'document');
    assert.deepEqual(await document.object.set({ n: 1 }), { n: 1 });
  });
});
