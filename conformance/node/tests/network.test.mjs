import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { Child } from '../harness/child.mjs';
import { becomes } from '../harness/deadline.mjs';
import { NameServer } from '../harness/name-server.mjs';
import { enterOwnNetwork, Network } from '../harness/network.mjs';

await enterOwnNetwork();

const PORT = 7000;
const NAME = 'members.test';

/** Prints what it is sent, and sends a line whenever it is sent one. */
const ECHO = `
  require('net').createServer(socket => socket.pipe(process.stdout, { end: false }) && socket.pipe(socket))
    .listen(${PORT}, () => console.log('listening'));`;
const LOOK_UP = `require('dns').lookup('${NAME}', { all: true }, (error, found) =>
  console.log(error ? error.code : JSON.stringify(found.map(({ address }) => address))))`;

// What the other tests in networks rely on.
for (const version of [4, 6]) {
  describe(`A network with addresses of version ${version}`, () => {
    let network;
    let host;
    let echo;
    let names;
    before(async () => {
      network = new Network(version);
      names = await NameServer.start(NAME, network.outside.address);
      host = await network.addHost('echo', { nameServer: network.outside.address });
      echo = start(host, 'echo', ECHO);
      await echo.prints(/listening/, 10_000);
    });
    after(async () => {
      await echo?.end('SIGKILL');
      await names?.stop();
      await network?.stop();
    });

    const connected = async () => {
      const socket = connect(PORT, host.address);
      socket.heard = '';
      socket.on('data', data => (socket.heard += data));
      socket.on('error', () => {});
      await once(socket, 'connect');
      return socket;
    };

    test('loses what is to be lost in one direction, keeps the connection, and brings it later', async () => {
      const socket = await connected();

      network.lose({ from: host, to: network.outside });
      socket.write('lost answer;');
      await echo.prints(/lost answer;/, 10_000);
      assert.equal(socket.heard, '');

      network.pass({ from: host, to: network.outside });
      await becomes('the answer', () => socket.heard === 'lost answer;');
      socket.destroy();
    });

    test('joins nobody over a cut', async () => {
      network.cut(host, network.outside);
      const socket = connect({ port: PORT, host: host.address, timeout: 300 });
      socket.on('error', () => {});
      const heard = await Promise.race(
        ['timeout', 'error', 'connect'].map(event => once(socket, event).then(() => event)),
      );
      socket.destroy();

      assert.equal(heard, 'timeout');
      network.heal(host, network.outside);
      (await connected()).destroy();
    });

    test('lets a host reach itself', async () => {
      const there = start(
        host,
        'there',
        `require('net').connect(${PORT}, '${host.address}', () => console.log('there'))`,
      );
      await there.prints(/there/, 10_000);
      await there.end('SIGKILL');
    });

    test('looks names up where it is told to', async () => {
      const lookUp = async () => {
        const found = start(host, 'look-up', LOOK_UP);
        const [text] = await found.prints(/.+/, 20_000);
        return text;
      };
      assert.match(await lookUp(), /^E[A-Z_]+$/);

      names.tell([host.address]);
      assert.deepEqual(JSON.parse(await lookUp()), [host.address]);
      names.tell([]);
    });
  });
}

function start(host, name, script) {
  const [command, ...args] = [...host.prefix, process.execPath, '-e', script];
  return new Child(name, command, args);
}
