import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../harness/browser.mjs';
import { chorusForAllTests } from '../harness/cast.mjs';
import { targetFolder } from '../harness/places.mjs';
import { Proxy } from '../harness/proxy.mjs';

const COMEBACK_MILLIS = 60_000;

describe('The page of the gateway', () => {
  const chorus = chorusForAllTests();
  let browser;
  before(async () => (browser = await launchChromium()));
  after(() => browser?.close());

  /** A browser of its own with the page of one user, behind a network of its own. */
  async function open(identity, options = {}) {
    const proxy = await Proxy.to(Number(new URL(chorus.url).port));
    const context = await browser.newContext({ viewport: { width: 760, height: 900 }, ...options });
    const page = await context.newPage();
    const faults = [];
    page.on('pageerror', error => faults.push(error.message));
    await page.goto(`${proxy.url}/?user=${encodeURIComponent(identity)}`);
    await connected(page);
    return { page, proxy, faults, close: () => context.close().then(() => proxy.close()) };
  }

  const connected = page => page.locator('.state[data-state=connected]').waitFor({ timeout: COMEBACK_MILLIS });
  const say = async (page, text) => {
    await page.getByLabel('Message', { exact: true }).fill(text);
    await page.keyboard.press('Enter');
  };
  const said = page => page.locator('.message .said').allTextContents();

  test('has two users talk, type, edit and read, each in a browser of its own', async () => {
    const run = randomUUID().slice(0, 6);
    const alice = await open(`alice-${run}`);
    const bob = await open(`bob-${run}`);

    await alice.page.getByLabel('New channel').fill(`Room ${run}`);
    await alice.page.keyboard.press('Enter');
    await say(alice.page, 'Hello');
    await bob.page.getByRole('button', { name: `# Room ${run}` }).click();
    await bob.page.getByRole('button', { name: 'Join', exact: true }).click();
    await bob.page.getByText('Hello', { exact: true }).waitFor();
    await bob.page.getByLabel('Message', { exact: true }).pressSequentially('Hi');
    await alice.page.getByText(`bob-${run} is typing…`).waitFor();
    await bob.page.keyboard.press('Enter');
    await alice.page.getByText('Hi', { exact: true }).waitFor();
    await alice.page.getByText('is typing').waitFor({ state: 'hidden' });
    await bob.page.locator('.read-by', { hasText: `alice-${run}` }).waitFor();

    // The arrow up takes the own last message up again.
    await bob.page.getByLabel('Message', { exact: true }).press('ArrowUp');
    await say(bob.page, 'Hi there');
    await alice.page.getByText('Hi there', { exact: true }).waitFor();
    assert.deepEqual(await said(alice.page), ['Hello', 'Hi there']);
    assert.equal(await alice.page.locator('.people li[data-online=true]').count(), 2);
    await bob.page.getByRole('button', { name: 'Leave' }).click();
    await alice.page.locator('.people li', { hasText: `bob-${run}` }).waitFor({ state: 'detached' });
    assert.deepEqual([...alice.faults, ...bob.faults], []);
    await Promise.all([alice.close(), bob.close()]);
  });

  test('shares a document, a list, a map and a stream', async () => {
    const run = randomUUID().slice(0, 6);
    const alice = await open(`alice-${run}`);
    const bob = await open(`bob-${run}`);
    const document = page => page.getByLabel('The document');

    await document(alice.page).fill(`text ${run}`);
    await bob.page.waitForFunction(
      expected => globalThis.document.querySelector('textarea')?.value === expected,
      `text ${run}`,
    );
    await bob.page.getByLabel('To do').fill(`task ${run}`);
    await bob.page.keyboard.press('Enter');
    await alice.page.getByLabel(`Done: task ${run}`).check();
    await bob.page.locator('li.done', { hasText: `task ${run}` }).waitFor();
    await bob.page.getByLabel(`Remove task ${run}`).click();
    await alice.page.getByText(`task ${run}`).waitFor({ state: 'detached' });
    await alice.page.getByLabel('Name', { exact: true }).fill(`name ${run}`);
    await alice.page.keyboard.press('Enter');
    await bob.page.getByLabel(`One more for name ${run}`).click();
    await alice.page.locator('li', { hasText: `name ${run} 2` }).waitFor();
    await bob.page.getByLabel('Words').fill(`word ${run}`);
    await bob.page.keyboard.press('Enter');
    await alice.page.getByText(`word ${run}`).waitFor();

    assert.deepEqual([...alice.faults, ...bob.faults], []);
    await Promise.all([alice.close(), bob.close()]);
  });

  test('comes back from a lost network with everything that was said meanwhile, once', async () => {
    const run = randomUUID().slice(0, 6);
    const alice = await open(`alice-${run}`);
    const bob = await open(`bob-${run}`);
    await alice.page.getByLabel('New channel').fill(`Room ${run}`);
    await alice.page.getByLabel('private').check();
    await alice.page.getByRole('button', { name: 'Create' }).click();
    await alice.page.getByRole('button', { name: 'Invite' }).click();
    await alice.page.getByLabel('Whom?').fill(`bob-${run}`);
    await alice.page.keyboard.press('Enter');
    await bob.page.getByRole('button', { name: `Room ${run}` }).click();
    await bob.page.getByRole('button', { name: 'Accept' }).click();
    await say(alice.page, 'before');
    await bob.page.getByText('before', { exact: true }).waitFor();

    bob.proxy.cut();
    await bob.page.locator('.state[data-state=connecting]').waitFor();
    await say(alice.page, 'missed 1');
    await say(alice.page, 'missed 2');
    // What is written without a network goes out later.
    await say(bob.page, 'from the dark');
    bob.proxy.restore();

    await connected(bob.page);
    await bob.page.getByText('missed 2', { exact: true }).waitFor();
    await alice.page.getByText('from the dark', { exact: true }).waitFor();
    await bob.page.getByText('from the dark', { exact: true }).waitFor();
    for (const { page } of [alice, bob]) {
      assert.deepEqual(await said(page), ['before', 'missed 1', 'missed 2', 'from the dark']);
    }
    assert.deepEqual([...alice.faults, ...bob.faults], []);
    await Promise.all([alice.close(), bob.close()]);
  });

  test('shows the frames, without the token', async () => {
    const alice = await open(`alice-${randomUUID().slice(0, 6)}`);

    await alice.page.getByRole('button', { name: 'Frames' }).click();
    await alice.page.locator('#frames-list summary', { hasText: '/Client/v1/Configuration' }).first().click();
    await alice.page.locator('#frames-list pre').first().waitFor();

    const frames = await alice.page.locator('#frames-list').textContent();
    assert.match(frames, /init/);
    assert.doesNotMatch(frames, /eyJ/);
    await alice.close();
  });

  test('is used by keyboard alone, and on a phone', async () => {
    const run = randomUUID().slice(0, 6);
    const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
    const { page, close, faults } = await open(`alice-${run}`, phone);

    await page.getByLabel('New channel').focus();
    await page.keyboard.type(`Room ${run}`);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: `Room ${run}` }).waitFor();
    const reached = [];
    for (let step = 0; step < 30; step++) {
      await page.keyboard.press('Tab');
      reached.push(
        await page.evaluate(
          () => document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent,
        ),
      );
    }
    for (const control of ['Invite', 'Rename', 'Leave', 'Messages', 'Message', 'The document', 'To do', 'Words']) {
      assert.ok(reached.includes(control), `${control} is not among ${reached.join(', ')}`);
    }
    const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
    assert.equal(widths[0], widths[1]);
    await page.screenshot({ path: join(targetFolder('screenshots'), 'page-phone.png') });
    assert.deepEqual(faults, []);
    await close();
  });

  test('has both users side by side, as the pictures of the README show', async () => {
    const run = randomUUID().slice(0, 6);
    const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    await page.goto(`${chorus.url}/?left=alice-${run}&right=bob-${run}`);
    const [left, right] = [page.locator('.pane').nth(0), page.locator('.pane').nth(1)];
    await left.locator('.state[data-state=connected]').waitFor();
    await right.locator('.state[data-state=connected]').waitFor();

    await left.getByLabel('New channel').fill(`Lobby ${run}`);
    await left.getByRole('button', { name: 'Create' }).click();
    await left.getByLabel('Message', { exact: true }).fill('Hello, who is there?');
    await left.getByRole('button', { name: 'Send' }).click();
    await right.getByRole('button', { name: `Lobby ${run}` }).click();
    await right.getByRole('button', { name: 'Join', exact: true }).click();
    await right.getByLabel('Message', { exact: true }).fill('Me. I see every word.');
    await right.getByRole('button', { name: 'Send' }).click();
    await left.getByText('Me. I see every word.').waitFor();

    await page.screenshot({ path: join(targetFolder('screenshots'), 'page.png') });
    await page.getByRole('button', { name: 'Frames' }).click();
    await page.locator('#frames-list li').first().waitFor();
    await page.screenshot({ path: join(targetFolder('screenshots'), 'page-frames.png') });
    await context.close();
  });
});
