import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium, servePage } from '../harness/browser.mjs';
import { chorusForAllTests } from '../harness/cast.mjs';
import { CHAT_VERSIONS, chatIdentity, chatOptions, chatToken } from '../harness/chat.mjs';
import { newName } from '../harness/participant.mjs';
import { targetFolder } from '../harness/places.mjs';

const PAGE = fileURLToPath(new URL('./browser/chat.html', import.meta.url));

describe('Chat in a browser', () => {
  const chorus = chorusForAllTests();
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());

  test('a page of each generation meets in one channel', async () => {
    const name = newName('browser');
    const pages = [];
    for (const version of CHAT_VERSIONS) {
      pages.push(await openChat(browser, version, chorus.url, name));
    }
    const [first, last] = pages;

    await first.page.evaluate(() => channel.sendMessage('Grüße von damals 🎶'));
    await last.shows([`${first.identity}: Grüße von damals 🎶`]);
    await last.page.evaluate(() => channel.sendMessage('Hello from now'));
    await first.shows([`${first.identity}: Grüße von damals 🎶`, `${last.identity}: Hello from now`]);
    await last.page.evaluate(() => channel.typing());
    await first.page.waitForFunction(who => document.getElementById('typing').textContent === who, last.identity);

    for (const [place, { page }] of pages.entries()) {
      await page.screenshot({ path: join(targetFolder('screenshots'), `chat-${place}.png`) });
    }
    assert.deepEqual([...first.errors, ...last.errors], []);
    await Promise.all(pages.map(each => each.leave()));
  });
});

async function openChat(browser, version, url, name) {
  const site = await servePage(version, PAGE);
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', error => errors.push(error.message));
  const identity = chatIdentity();
  await page.goto(site.url);
  const how = { version, token: chatToken(identity), options: chatOptions(version, url), name };
  await page.evaluate(settings => openChat(settings), how);
  return {
    page,
    identity,
    errors,
    /** Completes when the page shows just these messages. */
    shows: lines =>
      page.waitForFunction(
        expected =>
          JSON.stringify([...document.querySelectorAll('#messages li')].map(line => line.textContent)) === expected,
        JSON.stringify(lines),
      ),
    leave: async () => {
      await context.close();
      site.close();
    },
  };
}
