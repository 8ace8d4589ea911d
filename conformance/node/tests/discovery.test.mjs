import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Chorus } from '../harness/chorus.mjs';
import { becomes } from '../harness/deadline.mjs';
import { ChorusJsUser } from '../harness/drivers/chorus-js.mjs';
import { PublishedSyncUser } from '../harness/drivers/sync-published.mjs';
import { NameServer } from '../harness/name-server.mjs';
import { enterOwnNetwork, Network } from '../harness/network.mjs';
import { newName } from '../harness/participant.mjs';
import { Redis } from '../harness/redis.mjs';
import { NEW, newIdentity } from '../harness/sdk.mjs';

await enterOwnNetwork();

const NAME = 'chorus-cluster.test';
const CLUSTER_PORT = '5701';
const BUS_PORT = '5702';

const VERSIONS = {
  4: { any: '0.0.0.0', connect: (url, identity) => PublishedSyncUser.connect(NEW, url, identity) },
  // The published clients take no URL with such an address in it.
  6: { any: '::', connect: (url, identity) => ChorusJsUser.connect('sync', url, identity) },
};

/** Processes with addresses of their own that know of each other only the name that all share, as pods do. */
for (const version of [4, 6]) {
  describe(`A cluster whose members find each other by a name, with addresses of version ${version}`, () => {
    const { any, connect } = VERSIONS[version];
    const members = {};
    let network;
    let names;
    let redis;
    before(async () => {
      network = new Network(version);
      names = await NameServer.start(NAME, network.outside.address);
      redis = await Redis.start(await network.addHost('redis'));
    });
    after(async () => {
      await Promise.all(Object.values(members).map(member => member.kill()));
      await redis?.stop();
      await names?.stop();
      await network?.stop();
    });

    const addHost = name => network.addHost(name, { nameServer: network.outside.address });
    const addresses = (...hosts) => hosts.map(name => network.host(name).address);
    const launch = async (host, roles) => {
      members[host.name] = await Chorus.launch({
        name: host.name,
        host,
        args: [
          ...['--roles', roles, '--host', any],
          ...(roles === 'gateway' ? [] : ['--redis', redis.uri]),
          ...['--cluster-dns', NAME, '--cluster-host', host.address],
          ...['--cluster-port', CLUSTER_PORT, '--bus-port', BUS_PORT],
        ],
      });
      return members[host.name];
    };

    /** Whoever writes through one of the gateways is heard at all of them, once and in one order. */
    const assertOneCluster = async (...gateways) => {
      const name = newName('list');
      const users = await Promise.all(gateways.map(gateway => connect(members[gateway].url, newIdentity())));
      for (const user of users) {
        await user.perform('open', { kind: 'list', name });
      }
      await Promise.all(users.map(user => user.perform('listens', { name })));
      for (const [n, user] of users.entries()) {
        await user.perform('push', { name, value: { n } });
        await becomes('all to hear it', () => users.every(({ events }) => events.length === n + 1));
      }
      for (const { events } of users) {
        assert.deepEqual(
          events.map(({ event, value }) => [event, value.n]),
          users.map((_, n) => ['itemAdded', n]),
        );
      }
      await Promise.all(users.map(user => user.close()));
    };

    test('waits while the name has no record, and is one once it has', async () => {
      const hosts = [await addHost('gateway'), await addHost('services')];
      const launched = [await launch(hosts[0], 'gateway'), await launch(hosts[1], 'sync,messaging')];
      await Promise.all(launched.map(member => member.prints(/has no address yet/)));

      names.tell(addresses('gateway', 'services'));

      await Promise.all(launched.map(member => member.prints(/Chorus is ready/)));
      await assertOneCluster('gateway');
      for (const { adminUrl } of launched) {
        assert.equal((await fetch(`${adminUrl}/health/ready`)).status, 200);
      }
    });

    if (version === 6) {
      return;
    }

    test('goes on when a member dies and another comes, though the name still leads to the dead one', async () => {
      const successor = await addHost('successor');
      await members.services.kill();
      delete members.services;
      names.tell(addresses('gateway', 'services', 'successor'));

      const launched = await launch(successor, 'sync,messaging');

      await launched.prints(/Chorus is ready/);
      await assertOneCluster('gateway');
    });

    test('takes in who began a cluster of its own because the name was told it differently', async () => {
      const stray = await addHost('stray');
      names.tellOnly(stray.address, [stray.address]);
      const launched = await launch(stray, 'gateway,sync,messaging');
      await launched.prints(/found nobody[^]*Chorus is ready/);

      names.tell(addresses('gateway', 'successor', 'stray'));

      await members.gateway.prints(/a cluster of 3: /);
      await assertOneCluster('gateway', 'stray');
    });
  });
}
