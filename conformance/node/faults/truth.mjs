/** What a stored change did, by its code. */
const KINDS = { 1: 'set', 2: 'context', 3: 'gone', 4: 'added', 5: 'updated', 6: 'removed' };
/**
 * Kind (1 byte), event id, time, revision, expiry (6 each), access number (4), request number (6), lengths of three texts (2 each)
 * and data (4).
 */
const LENGTHS_AT = 1 + 4 * 6 + 4 + 6;
const HEADER_BYTES = LENGTHS_AT + 3 * 2 + 4;

/** An object's log as Redis has it: the event ids, what happened, and the new value. */
export async function readLog(redis, sid) {
  const key = await keyOf(redis, `${sid}:log`);
  const entries = key === undefined ? [] : await redis.xrangeBuffer(key, '-', '+');
  return entries.map(([id, fields]) => ({ event: Number.parseInt(id, 10), ...decode(fields[1]) }));
}

/** The one key that ends so; which partition it lies in is the store's business. */
async function keyOf(redis, ending) {
  for (let partition = 0; partition < 64; partition++) {
    const key = `{p${String(partition).padStart(2, '0')}}:${ending}`;
    if (await redis.exists(key)) {
      return key;
    }
  }
  return undefined;
}

function decode(stored) {
  const [keyBytes, actorBytes, connectionBytes] = [0, 2, 4].map(place => stored.readUInt16BE(LENGTHS_AT + place));
  const dataAt = HEADER_BYTES + keyBytes + actorBytes + connectionBytes;
  return {
    kind: KINDS[stored[0]],
    key: stored.subarray(HEADER_BYTES, HEADER_BYTES + keyBytes).toString(),
    data: JSON.parse(stored.subarray(dataAt).toString()),
  };
}
