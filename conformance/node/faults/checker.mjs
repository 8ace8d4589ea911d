import { Outcome } from './journal.mjs';

/**
 * How the SDKs tell a client of changes, where they differ from "each once, in the order of the log".
 *
 * - `ownInTurn`: own changes come in their turn too. The published clients tell them with the answer, which may come
 *   before events of others that were earlier.
 * - `ownTwice`: an own change is told by its event and by its answer where they come over different connections: the answer to a
 *   request that was repeated after a loss, or to one that was sent by plain HTTP while there was no socket.
 * - `answersAsNow`: the answer to a write of a document is told with the document as it is by then, which may be what others made
 *   of it since.
 * - `asksOnce`: when the client comes back after a lost connection, it asks once for what it missed; if that request
 *   fails, it never asks again, and says nothing. What it lacks then is counted (`forgone`) and is no violation.
 * - `addsAsNow`: what was added and changed while the client was away is told as added, as it is then.
 * - `looksUpJoiners`: a member who joined is told when the client has asked who that is, which may be after later events, and
 *   never if that is refused; who left meanwhile is not told as having left. Where the client `received` of them, this is
 *   counted (`forgone`).
 * - `skipsBehindOwn`: an answer with a document's newer state makes the client leave out what was before it.
 */
export const SDK_TRAITS = Object.freeze({
  '4.0.1': { ownInTurn: false, ownTwice: false, skipsBehindOwn: true },
  '0.6.2': { ownInTurn: false, ownTwice: true, skipsBehindOwn: true, answersAsNow: true },
  '@chorus/client': { ownInTurn: true, ownTwice: false, skipsBehindOwn: false },
  'chorus-client': { ownInTurn: true, ownTwice: false, skipsBehindOwn: false },
  'twilio-chat 6.0.0': { ownInTurn: true, ownTwice: false, skipsBehindOwn: false },
  'twilio-ip-messaging 0.10.12': {
    ownInTurn: true,
    ownTwice: false,
    skipsBehindOwn: false,
    asksOnce: true,
    addsAsNow: true,
    looksUpJoiners: true,
  },
});

/** What is counted, over all objects and clients. */
const SUMS = [
  ...['seen', 'lost', 'repeated', 'reordered', 'resyncs', 'forgone', 'undone'],
  ...['lostWrites', 'lostMessages'],
];

/**
 * Above all ids of a store that was never restarted, and below all that follow a restart (ADR 0023): there ids go on after a
 * hole, so that none is given twice.
 */
const LATER_HISTORY = 2 ** 45;

/**
 * Judges one window by its record, and by nothing else.
 *
 * @param record
 *   `writes` as the journal has them;
 *   `objects`: `name`, `kind`, and of those that are kept the `log` (`event`, `what`, `write`, in its order) and the
 *   `state` that a fresh client reads (pairs of key and write id);
 *   `views`: `client`, `sdk`, `connections` that it made, identities that it `received`, `object`, `told` (`what`, `local`,
 *   or `resync`) and, where the client keeps one, its `state`;
 *   `outsiders`: `client` and the `secrets` that it was sent;
 *   `mayLose`: whether a fault of this Redis may lose acknowledged writes (docs/reliability.md); they are counted then, and that
 *   clients were told of them before they were lost (`undone`) is no violation
 * @returns violations, each with `rule`, `object`, `client` and `detail`, and the sums
 */
export function judge({ writes, objects, views, outsiders = [], mayLose = false }) {
  const violations = [];
  const sums = Object.fromEntries(SUMS.map(name => [name, 0]));
  const writesById = new Map(writes.map(write => [write.id, write]));
  const find = (rule, object, client, detail) => violations.push({ rule, object, client, detail });

  for (const object of objects) {
    const own = writes.filter(write => write.object === object.name);
    if (object.log) {
      checkStore(object, own, writesById, mayLose, sums, find);
    }
    for (const view of views.filter(each => each.object === object.name)) {
      sums.seen += view.told.filter(({ resync }) => !resync).length;
      sums.resyncs += view.told.filter(({ resync }) => resync).length;
      if (object.log) {
        checkView(view, object, writesById, mayLose ? own : [], sums, find);
      } else if (object.kind === 'stream') {
        checkStream(view, object, own, sums, find);
      }
      if (view.state && object.state) {
        checkState('view-differs', object, view.client, view.state, object.state, find);
      }
    }
  }
  for (const { client, secrets } of outsiders) {
    secrets.forEach(secret => find('leaked', 'private', client, secret));
  }
  return { violations, sums };
}

/** What was acknowledged is there once, what was refused is not, and a fresh client reads what the log adds up to. */
function checkStore(object, own, writesById, mayLose, sums, find) {
  const times = new Map();
  let last = object.log.length > 0 ? object.log[0].event - 1 : 0;
  for (const { event, write, what } of object.log) {
    if (event !== last + 1 && !(event > last && event > LATER_HISTORY)) {
      find('log-hole', object.name, '', `event ${event} behind event ${last}`);
    }
    last = event;
    if (write !== undefined) {
      times.set(write, (times.get(write) ?? 0) + 1);
      const known = writesById.get(write);
      if (known === undefined) {
        find('stray-write', object.name, '', `${what} is of nobody`);
      } else if (known.outcome === Outcome.REFUSED) {
        find('refused-write', object.name, known.by, `${write} was refused and is there (event ${event})`);
      }
    }
  }
  for (const { id, by, outcome } of own) {
    if (outcome === Outcome.ACKNOWLEDGED && !times.has(id)) {
      sums.lostWrites++;
      if (!mayLose) {
        find('lost-write', object.name, by, `${id} was acknowledged and is not there`);
      }
    }
    if (times.get(id) > 1) {
      find('repeated-write', object.name, by, `${id} is there ${times.get(id)} times`);
    }
  }
  checkState('state-differs', object, 'a fresh client', [...fold(object.log)], object.state, find);
}

/** The keys and their latest writes that changes add up to. */
export function fold(log) {
  const state = new Map();
  for (const { what, write } of log) {
    const [kind, key] = what.split(':');
    kind === 'removed' || kind === 'left' ? state.delete(key) : state.set(key, write);
  }
  return state;
}

function checkState(rule, object, client, found, wanted, find) {
  const [one, other] = [new Map(found), new Map(wanted)];
  for (const key of new Set([...one.keys(), ...other.keys()])) {
    if (one.get(key) !== other.get(key)) {
      find(rule, object.name, client, `${key}: ${one.get(key)}, not ${other.get(key)}`);
    }
  }
}

/** Each change of the log was told exactly once and in order, as far as the SDK's ways let it be seen. */
function checkView(
  { client, sdk, told, from = 0, connections = 1, received },
  object,
  writesById,
  losable,
  sums,
  find,
) {
  const traits = SDK_TRAITS[sdk];
  const changes = new Map(object.log.map(change => [change.what, change]));
  const isOwn = what => writesById.get(changes.get(what).write)?.by === client;
  let begin = from;
  let heard = new Heard(traits);
  const last = { own: 0, others: 0 };
  const undone = [];
  for (const { what, local, resync } of told) {
    if (resync) {
      // From here on the client begins anew, with what it then reads.
      last.own = last.others = 0;
      heard = new Heard(traits);
      begin = undefined;
      continue;
    }
    const becameThis = traits.addsAsNow ? changesUntil(object.log, what) : [];
    if (becameThis.length > 0) {
      becameThis.forEach(change => heard.again(change.what, local, false));
      continue;
    }
    const event = changes.get(what)?.event;
    if (event === undefined && losable.some(write => tellsOf(what, write))) {
      sums.undone++;
      undone.push(what);
      continue;
    }
    // A document whose latest changes were lost is told as it is without them, and may never have been changed before.
    if (
      object.kind === 'document' &&
      undone.length > 0 &&
      (event === undefined || event === lastBeforeLoss(object.log))
    ) {
      continue;
    }
    if (event === undefined) {
      find('unknown-event', object.name, client, `${what} is in no log`);
      continue;
    }
    if (traits.answersAsNow && local && object.kind === 'document' && event === Math.max(last.own, last.others)) {
      last.own = event;
      continue;
    }
    begin ??= event;
    const line = local && !traits.ownInTurn ? 'own' : 'others';
    const isKnown = heard.has(what);
    if (heard.again(what, local, isOwn(what))) {
      sums.repeated++;
      find('event-repeated', object.name, client, `${what} (event ${event}) came again`);
    } else if (!isKnown && event < last[line] && !(traits.looksUpJoiners && what.startsWith('joined:'))) {
      sums.reordered++;
      find('event-reordered', object.name, client, `${what} (event ${event}) came after event ${last[line]}`);
    }
    last[line] = Math.max(last[line], event);
  }
  const latest = Math.max(last.own, last.others);
  for (const { what, event } of object.log) {
    const maySkip = traits.skipsBehindOwn && object.kind === 'document' && event < last.own && event <= latest;
    if (event > begin && !heard.has(what) && !maySkip) {
      const isLookedUp = traits.looksUpJoiners && received?.has(what.replace(/^(joined|left):/, ''));
      if (isLookedUp || (traits.asksOnce && connections > 1)) {
        sums.forgone++;
        continue;
      }
      // A key whose addition was lost, and that was added again by others, is another one to whoever knows it.
      if (undone.some(other => other.split(':')[1] === what.split(':')[1])) {
        sums.undone++;
        continue;
      }
      sums.lost++;
      find('event-lost', object.name, client, `${what} (event ${event}) never came`);
    }
  }
}

/** The last event of the history before writes were lost. */
function lastBeforeLoss(log) {
  return log.filter(({ event }) => event < LATER_HISTORY).at(-1)?.event;
}

/** Whether an event, in the words of this checker, is that of a write. */
function tellsOf(what, { id, kind, key }) {
  return what.endsWith(`:${id}`) || what.endsWith(`-${id}`) || what === `${kind}:${key}`;
}

/** An addition and its changes, where `what` tells of the last of them as the addition; else nothing. */
function changesUntil(log, what) {
  const [, key, write] = /^added:([^:]*):(.*)$/.exec(what) ?? [];
  const last = log.findIndex(change => change.what === `updated:${key}:${write}`);
  return log.slice(0, last + 1).filter(change => change.what.split(':')[1] === key);
}

/** Messages of a stream are kept nowhere: they may be lost, and are counted then, but not come twice or unasked. */
function checkStream({ client, sdk, told }, object, own, sums, find) {
  const traits = SDK_TRAITS[sdk];
  const byId = new Map(own.map(write => [write.id, write]));
  const heard = new Heard(traits);
  for (const { what, local } of told) {
    const write = byId.get(what);
    if (write === undefined || write.outcome === Outcome.REFUSED) {
      find('unknown-event', object.name, client, `${what} was not published`);
      continue;
    }
    if (heard.again(what, local, write.by === client)) {
      sums.repeated++;
      find('event-repeated', object.name, client, `the message ${what} came again`);
    }
  }
  sums.lostMessages += own.filter(({ id, outcome }) => outcome === Outcome.ACKNOWLEDGED && !heard.has(id)).length;
}

/** What a client was told of one object so far. */
class Heard {
  #ways = new Map();
  #ownTwice;

  constructor({ ownTwice }) {
    this.#ownTwice = ownTwice;
  }

  has(what) {
    return this.#ways.has(what);
  }

  /** Takes down that it was told; says whether it had been told before more often than its SDK may. */
  again(what, local, isOwn) {
    const before = this.#ways.get(what) ?? [];
    this.#ways.set(what, [...before, local]);
    return this.#ownTwice && isOwn ? before.includes(local) : before.length > 0;
  }
}
