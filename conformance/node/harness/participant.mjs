import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import { PATIENCE_MILLIS, within } from './deadline.mjs';
import { eventsOf } from './facts.mjs';
import { MARKER, Recorder } from './recorder.mjs';

/** One client's view of one object, with every event that it fired. */
export class Participant {
  /** Completes when the object is open; its subscription may take a moment more. */
  static async open({ version, client }, type, how) {
    const object = await client[type](how);
    return new Participant(version, client, type, object);
  }

  #established;

  constructor(version, client, type, object) {
    this.version = version;
    this.client = client;
    this.type = type;
    this.object = object;
    this.recorder = new Recorder(version, type, object);
    // Both versions start the subscription about 100 ms after opening, so this listener is always in time.
    this.#established = new Promise(resolve =>
      object.on('_subscriptionStateChanged', state => state === 'established' && resolve()),
    );
  }

  get sid() {
    return this.object.sid;
  }

  get events() {
    return this.recorder.events;
  }

  /** The document's value without what a marker left in it. */
  get data() {
    const { [MARKER]: _, ...data } = dataOf(this.object);
    return data;
  }

  /** Completes when live events flow. */
  subscribed() {
    return within(
      PATIENCE_MILLIS,
      `the subscription of the ${this.type} ${this.sid} (${this.version})`,
      this.#established,
    );
  }

  /** Writes something that every other subscriber sees as an event of its own. */
  async mark(marker) {
    const data = { [MARKER]: marker };
    const writes = {
      document: () => this.object.update(data),
      list: () => this.object.push(data),
      map: () => this.object.set(marker, data),
      stream: () => this.object.publishMessage(data),
    };
    await writes[this.type]();
  }
}

/** Opens the object for each client and completes when live events flow to all. */
export async function openForAll(actors, type, how = newName(type)) {
  const participants = [];
  for (const actor of actors) {
    participants.push(await Participant.open(actor, type, participants[0]?.sid ?? how));
  }
  await Promise.all(participants.map(participant => participant.subscribed()));
  return participants;
}

/**
 * Completes when everything that was written so far has reached every participant: each marks the object in turn, and
 * the others wait for the mark. Events of one object keep their order, so whatever was underway came before the marks,
 * and an echo or a repeat would have as well.
 */
export async function settle(participants) {
  for (const participant of participants) {
    const marker = `${MARKER}-${randomUUID()}`;
    await participant.mark(marker);
    const others = participants.filter(other => other !== participant);
    await Promise.all(others.map(other => other.recorder.hearsMarker(marker)));
  }
}

/** Asserts that each participant has fired exactly the events of this history, once and in order, and no other. */
export async function assertHistory(participants, history) {
  // Only who is up to date may mark: a stale document would be read anew, past the events still on their way.
  await told(participants, history);
  await settle(participants);
  assertToldExactly(participants, history);
}

/** Completes when each participant has fired as many events as follow from the history. */
export function told(participants, history) {
  return Promise.all(participants.map(each => each.recorder.count(eventsOf(each, history).length)));
}

/** As `assertHistory`, for an object that is gone: what marks the end is another object of the same clients. */
export async function assertFinalHistory(participants, history) {
  await told(participants, history);
  const witnesses = await openForAll(participants, 'list');
  await settle(witnesses);
  assertToldExactly(participants, history);
}

export function assertToldExactly(participants, history) {
  participants.forEach((participant, place) => {
    const who = `participant ${place} (${participant.version})`;
    assert.deepEqual(participant.events, eventsOf(participant, history), `the events of ${who}`);
  });
}

/** The data of a document or an item; 0.6.2 calls it value. */
export function dataOf(object) {
  return 'value' in object ? object.value : object.data;
}

export function newName(what) {
  return `${what}-${randomUUID()}`;
}
