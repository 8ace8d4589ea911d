import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { launchChromium } from '../harness/browser.mjs';
import { chorusForAllTests } from '../harness/cast.mjs';
import { KEYS } from '../harness/keys.mjs';
import { Operator } from '../harness/operator.mjs';
import { targetFolder } from '../harness/places.mjs';
import { helperToken } from '../harness/rest.mjs';
import { connectClient, NEW } from '../harness/sdk.mjs';

/** The admin page, in a real browser, with an account that has something in it. */
describe('The admin page', () => {
  const chorus = chorusForAllTests();
  let browser;
  let tenant;
  let page;
  let faults;
  before(async () => {
    browser = await launchChromium();
    tenant = await Operator.newTenant(chorus.url, 'Admin ü');
    page = await (await browser.newContext({ viewport: { width: 1200, height: 900 } })).newPage();
    faults = [];
    page.on('pageerror', error => faults.push(error.message));
    await page.goto(`${chorus.url}/admin.html`);
  });
  after(() => browser?.close());

  const make = async (path, form) => {
    const { status, body } = await tenant.owner.ask('POST', path.replace('{service}', tenant.service.sid), form);
    assert.equal(status, 201, JSON.stringify(body));
    return body;
  };
  const signIn = async (user, secret) => {
    await page.getByLabel('Account sid or API key').fill(user);
    await page.getByLabel('Auth token or secret').fill(secret);
    await page.getByRole('button', { name: 'Sign in' }).click();
  };
  const section = name => page.getByRole('navigation').getByRole('link', { name, exact: true }).click();
  const row = text => page.locator('tr', { hasText: text });

  test('lets nobody in without credentials', async () => {
    await signIn(KEYS.apiKey, 'wrong');
    await page.getByText('These credentials are not good.').waitFor();

    await signIn(tenant.account.sid, tenant.account.auth_token);

    await row('Admin ü').waitFor();
    assert.equal(await page.locator('tbody tr').count(), 1);
  });

  test('shows channels with their members and messages, finds, pages and deletes', async () => {
    const channels = '/chat/v2/Services/{service}/Channels';
    const channel = await make(channels, { FriendlyName: 'The office', UniqueName: 'office' });
    for (let n = 0; n < 55; n++) {
      await make(channels, { FriendlyName: `Room ${n}` });
    }
    await make(`${channels}/office/Members`, { Identity: 'ann' });
    await make(`${channels}/office/Messages`, { Body: 'Hello ☂', From: 'ann' });

    await row('Admin ü').getByRole('link').click();
    await page.getByText('page 1').waitFor();
    await page.getByRole('button', { name: 'Next' }).click();
    await page.getByText('page 2').waitFor();
    await row('Room 54').waitFor();
    await page.getByRole('button', { name: 'Previous' }).click();
    await row('The office').waitFor();
    await page.getByLabel('Find in Channels').fill('office');
    await page.keyboard.press('Enter');
    await row('Room 1').first().waitFor({ state: 'detached' });
    await row('The office').getByRole('link').click();
    await row('Hello ☂').waitFor();
    await row('ann').first().waitFor();
    await page.screenshot({ path: join(targetFolder('screenshots'), 'admin-channel.png') });
    const remove = row('Hello ☂').getByRole('button', { name: 'Delete' });
    await remove.click();
    await row('Hello ☂').getByRole('button', { name: 'Sure?' }).click();
    await row('Hello ☂').waitFor({ state: 'detached' });
    const left = await tenant.owner.ask(
      'GET',
      `/chat/v2/Services/${tenant.service.sid}/Channels/${channel.sid}/Messages`,
    );
    assert.deepEqual(left.body.messages, []);
  });

  test('shows Sync objects with their items and last events', async () => {
    const maps = '/sync/v1/Services/{service}/Maps';
    const key = `clé ${randomUUID().slice(0, 6)}`;
    await make(maps, { UniqueName: 'settings' });
    await make(`${maps}/settings/Items`, { Key: key, Data: '{"n":"ü"}' });

    await section('Maps');
    await row('settings').getByRole('link').click();

    await row('item_added').waitFor();
    await row(key).first().waitFor();
    assert.ok((await row('item_added').textContent()).includes('{"n":"ü"}'));
    await page.screenshot({ path: join(targetFolder('screenshots'), 'admin-map.png') });
  });

  test('shows live connections and deliveries', async () => {
    const token = helperToken('someone online', {
      account: tenant.account.sid,
      key: tenant.key.sid,
      secret: tenant.key.secret,
      serviceSid: tenant.service.sid,
    });
    const client = await connectClient(NEW, chorus.url, { token });

    await section('Connections');
    await row('someone online').waitFor();
    await section('Deliveries');
    await page.getByText('There is nothing here.').waitFor();
    await section('Dead letters');
    await page.getByText('There is nothing here.').waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByLabel('Account sid or API key').waitFor();

    assert.deepEqual(faults, []);
    await client.shutdown();
  });

  test('has a page beside it that describes the REST API', async () => {
    await page.goto(`${chorus.url}/api.html`);

    await page.getByLabel('Search').fill('permissions');
    const first = page.locator('details:visible').first();
    await first.locator('summary').click();

    await first.getByText('page_size').waitFor();
    assert.equal(await page.getByText('/chat/v2/Credentials').isVisible(), false);
    await page.screenshot({ path: join(targetFolder('screenshots'), 'api.png') });
    assert.deepEqual(faults, []);
  });
});
