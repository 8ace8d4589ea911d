// How long the published chat clients take to start, by the number of channels that their user is a member of.
// Run by `bench/run start`; the clients are those that conformance/node has installed.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

const ROOT = new URL('../../../..', import.meta.url).pathname;
const PORT = 18_480;
const URL_BASE = `http://127.0.0.1:${PORT}`;
const SOCKET_BASE = `ws://127.0.0.1:${PORT}`;
const SIZES = [1, 100, 1_000];
const STARTS = 5;
const AT_ONCE = 16;
const ACCOUNT = 'AC00000000000000000000000000000be1';
const SERVICE = 'IS00000000000000000000000000000be1';
const SECRET = '0123456789abcdef0123456789abcdef';

const require = createRequire(join(ROOT, 'conformance/node/package.json'));
const NewClient = require('twilio-chat').Client;
const OldClient = require('twilio-ip-messaging').Client;
const { AccessManager } = require('twilio-common');

async function main() {
  const data = mkdtempSync(join(tmpdir(), 'chorus-bench-'));
  const server = spawn('java', ['-jar', join(ROOT, 'server/target/chorus/chorus.jar'), 'up', '--port', String(PORT), '--data', data], {
    env: {
      ...process.env,
      CHORUS_ACCOUNT_SID: ACCOUNT,
      CHORUS_AUTH_TOKEN: SECRET,
      CHORUS_API_KEY: 'SK00000000000000000000000000000be1',
      CHORUS_API_SECRET: SECRET,
      CHORUS_SERVICE_SID: SERVICE,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  try {
    await ready(server);
    await form(`/chat/v2/Services/${SERVICE}`, 'Limits.UserChannels=1000');
    console.log('| channels | client | first start ms | median ms | channels ready, median ms |');
    console.log('|---:|---|---:|---:|---:|');
    for (const size of SIZES) {
      const identity = `user-${size}`;
      await populate(identity, size);
      await measure(size, 'twilio-chat 6.0.0', () => startNew(identity, size));
      await measure(size, 'twilio-ip-messaging 0.10.12', () => startOld(identity, size));
    }
  } finally {
    server.kill('SIGTERM');
    await new Promise(resolve => server.once('exit', resolve));
    rmSync(data, { recursive: true, force: true });
  }
}

async function measure(size, name, start) {
  const starts = [];
  for (let i = 0; i < STARTS; i++) {
    starts.push(await start());
  }
  const median = values => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const first = starts[0].initialized;
  const cells = [size, name, first, median(starts.map(s => s.initialized)), median(starts.map(s => s.channels))];
  console.log(`| ${cells.map(cell => (typeof cell === 'number' && cell % 1 ? cell.toFixed(0) : cell)).join(' | ')} |`);
}

async function startNew(identity, size) {
  const token = await tokenFor(identity);
  const begin = performance.now();
  const client = new NewClient(token, {
    logLevel: 'silent',
    Chat: { apiUri: URL_BASE },
    cdsUri: URL_BASE,
    Twilsock: { uri: `${SOCKET_BASE}/v3/wsconnect` },
  });
  await new Promise((resolve, reject) =>
    client.on('stateChanged', state => (state === 'initialized' ? resolve() : reject(new Error(state)))),
  );
  const initialized = performance.now() - begin;
  let page = await client.getSubscribedChannels({ pageSize: 100 });
  let count = page.items.length;
  while (page.hasNextPage) {
    page = await page.nextPage();
    count += page.items.length;
  }
  const channels = performance.now() - begin;
  check(count, size);
  await client.shutdown();
  return { initialized, channels };
}

async function startOld(identity, size) {
  const manager = new AccessManager(await tokenFor(identity));
  const begin = performance.now();
  const client = new OldClient(manager, {
    logLevel: 'silent',
    Twilsock: { uri: SOCKET_BASE },
    DataSync: { cdsUri: URL_BASE },
    IPMessaging: { typingUri: URL_BASE },
  });
  await client.initialize();
  const initialized = performance.now() - begin;
  await client.getChannels();
  const channels = performance.now() - begin;
  check([...client.channels.values()].filter(channel => channel.status === 'joined').length, size);
  await client.shutdown();
  return { initialized, channels };
}

function check(found, size) {
  if (found !== size) {
    throw new Error(`the client knows ${found} channels (expected: ${size})`);
  }
}

/** Private channels, so that a user's start does not load those of the users before. */
async function populate(identity, size) {
  const owner = await tokenFor(`owner-of-${identity}`);
  const join = async number => {
    const name = `channel-${size}-${number}`;
    const channel = await post(owner, '/Client/v1/Conversations', {
      type: 'private',
      friendly_name: name,
      attributes: '{}',
    });
    const participants = `/Client/v1/Conversations/${channel.sid}/Participants`;
    await post(owner, participants, { identity: `owner-of-${identity}` });
    await post(owner, participants, { identity });
  };
  for (let from = 0; from < size; from += AT_ONCE) {
    const some = Array.from({ length: Math.min(AT_ONCE, size - from) }, (_, i) => join(from + i));
    await Promise.all(some);
  }
}

async function tokenFor(identity) {
  const answer = await fetch(`${URL_BASE}/dev/token?identity=${identity}`);
  return (await answer.json()).token;
}

async function post(token, path, body) {
  const answer = await fetch(URL_BASE + path, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-Twilio-Token': token },
    body: JSON.stringify(body),
  });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
  return answer.json();
}

async function form(path, body) {
  const answer = await fetch(URL_BASE + path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      Authorization: `Basic ${Buffer.from(`${ACCOUNT}:${SECRET}`).toString('base64')}`,
    },
    body,
  });
  if (!answer.ok) {
    throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  }
}

function ready(server) {
  return new Promise((resolve, reject) => {
    server.stdout.on('data', text => String(text).includes('Chorus is ready') && resolve());
    server.once('exit', code => reject(new Error(`the server ended with ${code}`)));
  });
}

await main();
// The older client leaves timers behind.
process.exit(0);
