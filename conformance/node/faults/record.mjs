import { PublishedSyncUser } from '../harness/drivers/sync-published.mjs';
import { KEYS } from '../harness/keys.mjs';
import { restClient } from '../harness/rest.mjs';
import { NEW } from '../harness/sdk.mjs';
import { Outcome } from './journal.mjs';
import { readLog } from './truth.mjs';
import { writeOf } from './chat-load.mjs';

/** Everything that the checker judges, as it is at this moment. */
export async function takeRecord({ cluster, journal, sync, chat, url }) {
  const views = [...(await sync.views()), ...(await chat.views())];
  const logs = await readLogs(cluster, sync, chat);
  const objects = [...(await syncObjects(sync, logs, journal, url)), ...(await chatObjects(chat, logs, journal, url))];
  for (const view of views) {
    view.from = objects.find(({ name }) => name === view.object).begun ?? 0;
  }
  const outsiders = [...chat.outsiders, chat.leaver].map(({ identity, found }) => ({
    client: identity,
    secrets: found,
  }));
  return { writes: journal.writes, objects, views, outsiders };
}

async function readLogs(cluster, sync, chat) {
  const sids = [
    ...Object.keys(sync.objects).map(name => [name, sync.sids[name]]),
    ...Object.entries(chat.objects).map(([name, { sid }]) => [name, sid]),
  ];
  return cluster.redis.ask(async client => {
    const logs = {};
    for (const [name, sid] of sids.filter(([, sid]) => sid !== undefined)) {
      logs[name] = await readLog(client, sid);
    }
    return logs;
  });
}

/** What a client reads that was never there before. */
async function syncObjects(sync, logs, journal, url) {
  const fresh = await PublishedSyncUser.connect(NEW, url, `fresh-${sync.run}`);
  const objects = [];
  for (const [name, kind] of Object.entries(sync.objects)) {
    if (kind === 'stream') {
      objects.push({ name, kind });
      continue;
    }
    await fresh.perform('open', { kind, name });
    const state =
      kind === 'document'
        ? [['', (await fresh.perform('value', { name })).w]]
        : (await fresh.perform('items', { name, from: undefined, order: 'asc' })).map(([key, { w }]) => [
            String(key),
            w,
          ]);
    objects.push({ name, kind, log: logs[name].map(change => syncChange(change, name, journal)), state });
  }
  await fresh.close();
  return objects;
}

function syncChange({ event, kind, key, data }, object, journal) {
  return kind === 'removed'
    ? { event, what: `removed:${key}`, write: removalOf(journal, object, key) }
    : { event, what: `${kind}:${key}:${data.w}`, write: data.w };
}

async function chatObjects(chat, logs, journal, url) {
  const service = restClient(url).chat.v2.services(KEYS.serviceSid);
  const objects = [];
  for (const [name, { kind, channel: sid }] of Object.entries(chat.objects)) {
    const channel = service.channels(sid);
    if (kind === 'name') {
      objects.push({ name, kind, state: [['', (await channel.fetch()).friendlyName]] });
    } else if (kind === 'messages') {
      const state = (await channel.messages.list({ pageSize: 100 })).map(({ index, body }) => [
        String(index),
        writeOf(body),
      ]);
      objects.push({ name, kind, log: logs[name].map(change => messageChange(change, name, journal)), state });
    } else {
      const members = await channel.members.list({ pageSize: 100 });
      const log = logs[name].map(change => rosterChange(change, name, journal));
      const identities = new Set(log.map(({ what }) => what.split(':')[1]));
      const state = members
        .filter(({ identity }) => identities.has(identity))
        .map(({ identity }) => [identity, writeOfGuest(identity)]);
      // Who was there before the load began was not told to anybody as an event.
      const begun = log.findLast(({ what }) => /^joined:[wr]-/.test(what))?.event;
      objects.push({ name, kind, log, state, begun });
    }
  }
  return objects;
}

function messageChange({ event, kind, key, data }, object, journal) {
  const index = Number(key);
  return kind === 'removed'
    ? { event, what: `removed:${index}`, write: removalOf(journal, object, String(index)) }
    : { event, what: `${kind}:${index}:${writeOf(data.text)}`, write: writeOf(data.text) };
}

function rosterChange({ event, kind, data }, object, journal) {
  const { identity } = data;
  return kind === 'removed'
    ? { event, what: `left:${identity}`, write: removalOf(journal, object, identity) }
    : { event, what: `${kind === 'added' ? 'joined' : 'changed'}:${identity}`, write: writeOfGuest(identity) };
}

/**
 * A removal bears no id of its write, but everything is removed once at most. An index whose addition was lost is given again: who
 * had it before is refused.
 */
function removalOf(journal, object, key) {
  const tries = journal.writes.filter(
    write => write.object === object && ['removed', 'left'].includes(write.kind) && String(write.key) === key,
  );
  return (tries.find(({ outcome }) => outcome !== Outcome.REFUSED) ?? tries[0])?.id;
}

const writeOfGuest = identity => /^guest-.*-(w\d+)$/.exec(identity)?.[1];
