import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { FIRST, LAST } from './chat.mjs';
import { NEW, OLD } from './sdk.mjs';

const BUNDLES = {
  [OLD]: ['twilio-sync-0.6.2/dist/twilio-sync.min.js'],
  [NEW]: ['twilio-sync-4.0.1/builds/twilio-sync.min.js'],
  [FIRST]: ['twilio-common/dist/twilio-common.min.js', 'twilio-ip-messaging/dist/twilio-ip-messaging.min.js'],
  [LAST]: ['twilio-chat/builds/twilio-chat.min.js'],
};

const CHROMIUM_ARGUMENTS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

/** Starts the machine's own Chromium, headless; nothing is downloaded. */
export async function launchChromium() {
  const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';
  if (!existsSync(executablePath)) {
    throw new Error(
      `There is no Chromium at ${executablePath}: install it (apt-get install chromium), or set CHROMIUM to its path`,
    );
  }
  return chromium.launch({ executablePath, headless: true, args: CHROMIUM_ARGUMENTS });
}

/** Serves one page, with the browser bundles of one version as its packages ship them, from loopback. */
export async function servePage(version, page) {
  const contents = {
    '/': { type: 'text/html; charset=utf-8', body: await readFile(page) },
    '/client.js': { type: 'text/javascript; charset=utf-8', body: await bundlesOf(version) },
  };
  const server = createServer((request, response) => {
    const found = contents[request.url];
    response.writeHead(found ? 200 : 404, { 'content-type': found?.type ?? 'text/plain' });
    response.end(found?.body);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** The scripts that an app of this version includes, one after the other. */
async function bundlesOf(version) {
  const paths = BUNDLES[version].map(path => fileURLToPath(new URL(`../node_modules/${path}`, import.meta.url)));
  return (await Promise.all(paths.map(path => readFile(path, 'utf8')))).join('\n;\n');
}
