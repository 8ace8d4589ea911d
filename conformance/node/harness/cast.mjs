import { after, before } from 'node:test';
import { Chorus } from './chorus.mjs';
import { connectClient, VERSIONS } from './sdk.mjs';

/**
 * The clients of one test file: for each version one that acts and one that observes, connected before the first test
 * and shared by all, since each test has objects of its own.
 */
export function castForAllTests() {
  const cast = { actors: {}, observers: {}, url: undefined };
  let chorus;
  before(async () => {
    chorus = await joinChorus();
    cast.url = chorus.url;
    for (const role of [cast.actors, cast.observers]) {
      for (const version of VERSIONS) {
        role[version] = { version, client: await connectClient(version, cast.url) };
      }
    }
  });
  after(async () => {
    const clients = [cast.actors, cast.observers].flatMap(role => Object.values(role));
    await Promise.all(clients.map(({ client }) => client.shutdown()));
    await chorus?.leave();
  });
  return cast;
}

/** The server of one test file whose tests make their own clients; its `url` is there when the tests run. */
export function chorusForAllTests() {
  const place = { url: undefined };
  let chorus;
  before(async () => {
    chorus = await joinChorus();
    place.url = chorus.url;
  });
  after(() => chorus?.leave());
  return place;
}

/** The running Chorus of the whole test run, or a new one where a file is run by itself. */
async function joinChorus() {
  if (process.env.CHORUS_URL) {
    return { url: process.env.CHORUS_URL, leave: () => undefined };
  }
  const own = await Chorus.start();
  return { url: own.url, leave: () => own.stop() };
}

/** Calls back for each acting and each observing version, with words for the test's name. */
export function forEachPairing(callback) {
  for (const acting of VERSIONS) {
    for (const observing of VERSIONS) {
      callback(acting, observing, `${acting} acts, ${observing} observes`);
    }
  }
}
