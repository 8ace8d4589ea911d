import { readFileSync } from 'node:fs';
import { after, describe, test } from 'node:test';
import { chorusForAllTests } from '../harness/cast.mjs';
import { CHAT_VERSIONS, ignoreLeftovers } from '../harness/chat.mjs';
import { PublishedChatUser } from '../harness/drivers/chat-published.mjs';
import { CHORUS_JAVA, ChorusJavaUser } from '../harness/drivers/chorus-java.mjs';
import { CHORUS_JS, ChorusJsUser } from '../harness/drivers/chorus-js.mjs';
import { PublishedSyncUser } from '../harness/drivers/sync-published.mjs';
import { ScenarioRun } from '../harness/scenario.mjs';
import { VERSIONS } from '../harness/sdk.mjs';

/** Each SDK by name, with what connects a user of it: one table of scenarios for all of them. */
const SERVICES = {
  sync: {
    [CHORUS_JS]: (url, identity) => ChorusJsUser.connect('sync', url, identity),
    [CHORUS_JAVA]: (url, identity) => ChorusJavaUser.connect('sync', url, identity),
    ...Object.fromEntries(
      VERSIONS.map(version => [
        `twilio-sync ${version}`,
        (url, identity) => PublishedSyncUser.connect(version, url, identity),
      ]),
    ),
  },
  messaging: {
    [CHORUS_JS]: (url, identity) => ChorusJsUser.connect('messaging', url, identity),
    [CHORUS_JAVA]: (url, identity) => ChorusJavaUser.connect('messaging', url, identity),
    ...Object.fromEntries(
      CHAT_VERSIONS.map(version => [version, (url, identity) => PublishedChatUser.connect(version, url, identity)]),
    ),
  },
};

for (const [service, sdks] of Object.entries(SERVICES)) {
  const scenarios = JSON.parse(readFileSync(new URL(`../../scenarios/${service}.json`, import.meta.url), 'utf8'));
  const names = Object.keys(sdks);

  describe(`The scenarios of ${service}`, { concurrency: 4 }, () => {
    const chorus = chorusForAllTests();
    after(() => {
      ChorusJavaUser.end();
      ignoreLeftovers();
    });

    for (const scenario of scenarios) {
      for (const cast of casts(names)) {
        if (cast.some(name => scenario.without?.[name])) {
          continue;
        }
        test(`${scenario.name} (${[...new Set(cast)].join(', ')})`, async () => {
          const next = [...cast];
          const connect = (name, url, identity) => sdks[next.shift()](url, identity);
          await new ScenarioRun(scenario, connect, Number(new URL(chorus.url).port)).play();
        });
      }
    }
  });
}

/** All users on one SDK, for each; and each SDK with the next one, so that every one acts and observes beside another. */
function casts(names) {
  return [
    ...names.map(name => [name, name]),
    ...names.map((name, position) => [name, names[(position + 1) % names.length]]),
  ];
}
