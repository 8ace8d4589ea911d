/**
 * What a client costs the app that it runs in: Chorus's own TypeScript SDK beside the published ones, each in a process
 * of its own, with the same user, the same channels and the same events.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import {
  CHAT_VERSIONS,
  ChatUser,
  chatToken,
} from "../../../../conformance/node/harness/chat.mjs";
import { Chorus } from "../../../../conformance/node/harness/chorus.mjs";
import {
  ChorusJsUser,
  CHORUS_JS,
} from "../../../../conformance/node/harness/drivers/chorus-js.mjs";
import {
  connectClient,
  VERSIONS,
} from "../../../../conformance/node/harness/sdk.mjs";
import { mintToken } from "../../../../conformance/node/harness/tokens.mjs";

const CHANNELS = 50;
const STARTS = 7;
const EVENTS = 5_000;
/** The compiler needs some to know what is hot. */
const WARM_UP_EVENTS = 2_000;
const SELF = fileURLToPath(import.meta.url);
const FILES = {
  [CHORUS_JS]: ["client-js/dist/chorus-client.min.js"],
  "twilio-ip-messaging 0.10.12": [
    "conformance/node/node_modules/twilio-common/dist/twilio-common.min.js",
    "conformance/node/node_modules/twilio-ip-messaging/dist/twilio-ip-messaging.min.js",
  ],
  "twilio-chat 6.0.0": [
    "conformance/node/node_modules/twilio-chat/builds/twilio-chat.min.js",
  ],
  "twilio-sync 0.6.2": [
    "conformance/node/node_modules/twilio-sync-0.6.2/dist/twilio-sync.min.js",
  ],
  "twilio-sync 4.0.1": [
    "conformance/node/node_modules/twilio-sync-4.0.1/builds/twilio-sync.min.js",
  ],
};

const [role, ...rest] = process.argv.slice(2);
if (role === "measure") {
  await measure(...rest);
} else {
  await compare();
}

async function compare() {
  const chorus = await Chorus.start();
  try {
    const sender = await ChorusJsUser.connect(
      "messaging",
      chorus.url,
      "bench-sender",
    );
    const sids = await channels(sender.client, "bench-reader");
    const list = await (
      await ChorusJsUser.connect("sync", chorus.url, "bench-sender")
    ).client.list("bench-list");
    const chat = {};
    for (const sdk of [CHORUS_JS, ...CHAT_VERSIONS]) {
      const send = async (count) => {
        const channel = await sender.client.getChannelBySid(sids[0]);
        await Promise.all(
          Array.from({ length: count }, (_, n) =>
            channel.sendMessage(`a message, number ${n}`),
          ),
        );
      };
      chat[sdk] = await child(sdk, "chat", chorus.url, sids[0], send);
    }
    const sync = {};
    for (const sdk of [
      CHORUS_JS,
      ...VERSIONS.map((version) => `twilio-sync ${version}`),
    ]) {
      const push = (count) =>
        Promise.all(
          Array.from({ length: count }, (_, n) =>
            list.push({ text: "an item", n }),
          ),
        );
      sync[sdk] = await child(sdk, "sync", chorus.url, "bench-list", push);
    }
    print(
      `Messaging: a user of ${CHANNELS} channels, ${EVENTS} messages into one of them`,
      chat,
    );
    print(`Sync: one list, ${EVENTS} items`, sync);
  } finally {
    await chorus.stop();
  }
  process.exit();
}

async function channels(client, reader) {
  const sids = [];
  for (let n = 0; n < CHANNELS; n++) {
    const channel = await client.createChannel({
      friendlyName: `c${n}`,
      isPrivate: true,
    });
    await channel.join();
    await channel.add(reader);
    sids.push(channel.sid);
  }
  return sids;
}

/** Starts a process for one SDK, and lets it have its events when it asks for them. */
function child(sdk, service, url, name, produce) {
  return new Promise((resolve, reject) => {
    const run = spawn(
      process.execPath,
      ["--expose-gc", SELF, "measure", sdk, service, url, name],
      {
        stdio: ["ignore", "inherit", "inherit", "ipc"],
      },
    );
    run.on("message", (message) =>
      message.events
        ? produce(message.events).catch(reject)
        : resolve({ ...message, bytes: bundleBytes(sdk) }),
    );
    run.on(
      "exit",
      (code) => code !== 0 && reject(new Error(`${sdk} ended with ${code}`)),
    );
  });
}

async function measure(sdk, service, url, name) {
  const starts = [];
  let kept;
  const before = heap();
  for (let n = 0; n < STARTS; n++) {
    const begun = performance.now();
    kept = await start(sdk, service, url);
    starts.push(performance.now() - begun);
    if (n < STARTS - 1) {
      await kept.end();
    }
  }
  const idle = heap();
  const count = await listen(kept.client, sdk, service, name);
  await events(count, WARM_UP_EVENTS);
  const warm = heap();
  const cpu = process.cpuUsage();
  await events(count, EVENTS);
  const { user, system } = process.cpuUsage(cpu);
  process.send({
    startMillis: starts.sort((one, other) => one - other)[STARTS >> 1],
    clientKilobytes: (idle - before) / 1024,
    cpuMicros: (user + system) / EVENTS,
    eventBytes: (heap() - warm) / EVENTS,
  });
  process.disconnect();
  process.exit();
}

/** A client that knows its channels, or is connected. */
async function start(sdk, service, url) {
  if (sdk === CHORUS_JS) {
    const user = await ChorusJsUser.connect(
      service === "chat" ? "messaging" : "sync",
      url,
      "bench-reader",
    );
    if (service === "sync") {
      await new Promise((resolve) =>
        user.client.on(
          "connectionStateChanged",
          (s) => s === "connected" && resolve(),
        ),
      );
    }
    return { client: user.client, end: () => user.close() };
  }
  if (service === "sync") {
    const token = mintToken({ identity: "bench-reader" });
    const client = await connectClient(sdk.slice("twilio-sync ".length), url, {
      token,
    });
    return { client, end: () => client.shutdown() };
  }
  const user = await ChatUser.connect(sdk, url, {
    identity: "bench-reader",
    token: chatToken("bench-reader"),
  });
  return { client: user.client, end: () => user.leave() };
}

/** How many events have come so far. */
async function listen(client, sdk, service, name) {
  let heard = 0;
  const hear = () => heard++;
  if (service === "sync") {
    (await client.list(name)).on("itemAdded", hear);
  } else {
    const channel =
      client.channels?.get?.(name) ?? (await client.getChannelBySid(name));
    await channel.getMessages(1);
    channel.on("messageAdded", hear);
  }
  // The published clients subscribe a moment after they have opened something.
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  return () => heard;
}

async function events(count, wanted) {
  const target = count() + wanted;
  process.send({ events: wanted });
  while (count() < target) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function heap() {
  globalThis.gc();
  globalThis.gc();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

function bundleBytes(sdk) {
  const text = FILES[sdk]
    .map((file) =>
      readFileSync(new URL(`../../../../${file}`, import.meta.url), "utf8"),
    )
    .join("\n;\n");
  return gzipSync(text, { level: 9 }).length;
}

function print(title, rows) {
  const own = rows[CHORUS_JS];
  const ratio = (value, mine) =>
    `${value.toFixed(value < 10 ? 2 : 0)} (${(value / mine).toFixed(1)})`;
  console.log(
    `\n${title}. In brackets: how many times what Chorus's own needs.\n`,
  );
  console.log(
    "| SDK | bundle, gzip KB | start ms | client KB | CPU µs/event | heap bytes/event |",
  );
  console.log("|---|---:|---:|---:|---:|---:|");
  for (const [sdk, row] of Object.entries(rows)) {
    const cells = [
      ratio(row.bytes / 1024, own.bytes / 1024),
      ratio(row.startMillis, own.startMillis),
      ratio(row.clientKilobytes, own.clientKilobytes),
      ratio(row.cpuMicros, own.cpuMicros),
      row.eventBytes.toFixed(0),
    ];
    console.log(`| ${sdk} | ${cells.join(" | ")} |`);
  }
}
