import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { launchChromium, servePage } from '../harness/browser.mjs';
import { chorusForAllTests } from '../harness/cast.mjs';
import { newName } from '../harness/participant.mjs';
import { targetFolder } from '../harness/places.mjs';
import { newIdentity, optionsFor, VERSIONS } from '../harness/sdk.mjs';
import { mintToken } from '../harness/tokens.mjs';

const BOARD = fileURLToPath(new URL('./browser/board.html', import.meta.url));

// HTTP-3, TOKEN-EX-5, SOCK-INIT-4
describe('In a browser', () => {
  const chorus = chorusForAllTests();
  let browser;
  before(async () => {
    browser = await launchChromium();
  });
  after(() => browser?.close());

  for (const version of VERSIONS) {
    test(`two pages share a document, a list and a map (${version})`, async () => {
      const site = await servePage(version, BOARD);
      const name = newName('board');
      const one = await openBoard(browser, site, version, chorus.url, name);
      const other = await openBoard(browser, site, version, chorus.url, name);

      await one.page.evaluate(() => board.document.set({ title: 'Grüße 🎶' }));
      await one.page.evaluate(() => board.list.push({ text: 'from one' }));
      await other.shows('document', '{"title":"Grüße 🎶"}');
      await other.shows('list', '0: {"text":"from one"}');
      await other.page.evaluate(() => board.list.push({ text: 'from the other' }));
      await other.page.evaluate(() => board.map.set('a/b ü', { n: 1 }));
      await one.shows('list', '0: {"text":"from one"}, 1: {"text":"from the other"}');
      await one.shows('map', 'a/b ü: {"n":1}');
      await one.page.evaluate(() => board.list.remove(0));
      await one.page.evaluate(() => board.map.update('a/b ü', { m: 2 }));
      await other.shows('list', '1: {"text":"from the other"}');
      await other.shows('map', 'a/b ü: {"n":1,"m":2}');

      for (const [which, { page }] of Object.entries({ one, other })) {
        await page.screenshot({ path: join(targetFolder('screenshots'), `board-${version}-${which}.png`) });
      }
      assert.deepEqual([...one.errors, ...other.errors], []);
      await Promise.all([one.context.close(), other.context.close()]);
      site.close();
    });

    test(`a reloaded page shows what was written meanwhile (${version})`, async () => {
      const site = await servePage(version, BOARD);
      const name = newName('board');
      const one = await openBoard(browser, site, version, chorus.url, name);
      const other = await openBoard(browser, site, version, chorus.url, name);
      await one.page.evaluate(() => board.document.set({ n: 1 }));
      await other.shows('document', '{"n":1}');

      await other.page.goto('about:blank');
      await one.page.evaluate(() => board.document.set({ n: 2 }));
      await one.page.evaluate(() => board.list.push({ n: 3 }));
      await other.load();

      await other.shows('document', '{"n":2}');
      await other.shows('list', '0: {"n":3}');
      assert.deepEqual([...one.errors, ...other.errors], []);
      await Promise.all([one.context.close(), other.context.close()]);
      site.close();
    });
  }
});

async function openBoard(browser, site, version, url, name) {
  const context = await browser.newContext();
  const page = await context.newPage();
  const errors = [];
  page.on('pageerror', error => errors.push(error.message));
  const how = { token: mintToken({ identity: newIdentity() }), options: optionsFor(version, url), name };
  const load = async () => {
    await page.goto(site.url);
    await page.evaluate(settings => openBoard(settings), how);
  };
  await load();
  return {
    context,
    page,
    errors,
    load,
    /** Completes when the board's part shows just this text. */
    shows: (part, text) =>
      page.waitForFunction(([id, expected]) => document.getElementById(id).textContent === expected, [part, text]),
  };
}
