import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, test } from 'node:test';
import { promisify } from 'node:util';
import { chorusForAllTests } from '../harness/cast.mjs';
import { chorusCommand } from '../harness/chorus.mjs';
import { keysAsEnvironment } from '../harness/keys.mjs';
import { Operator } from '../harness/operator.mjs';
import { helperToken } from '../harness/rest.mjs';
import { connectClient, connectionState, createClient, NEW, newIdentity } from '../harness/sdk.mjs';

const run = promisify(execFile);

/** Accounts and their keys, by REST and by the command line. */
describe('Accounts and keys', () => {
  const chorus = chorusForAllTests();
  const tokenOf = ({ account, key, service }) =>
    helperToken(newIdentity(), { account: account.sid, key: key.sid, secret: key.secret, serviceSid: service.sid });

  test('are made, used and shown without their secrets', async () => {
    const { account, owner, key, service } = await Operator.newTenant(chorus.url, 'Büro');

    assert.match(account.sid, /^AC[0-9a-f]{32}$/);
    assert.match(key.sid, /^SK[0-9a-f]{32}$/);
    assert.equal(key.account_sid, account.sid);
    assert.equal(service.account_sid, account.sid);
    const keys = await owner.ask('GET', '/admin/v1/Keys');
    assert.deepEqual(
      keys.body.keys.map(({ sid, friendly_name: name }) => [sid, name]),
      [[key.sid, 'first']],
    );
    const accounts = await Operator.of(chorus.url).ask('GET', '/admin/v1/Accounts?PageSize=100');
    assert.ok(accounts.text.includes(account.sid));
    assert.ok(!keys.text.includes(key.secret));
    assert.ok(!accounts.text.includes(account.auth_token));
    const client = await connectClient(NEW, chorus.url, { token: tokenOf({ account, key, service }) });
    await client.shutdown();
  });

  test('take their connections with them when they are revoked', async () => {
    const tenant = await Operator.newTenant(chorus.url, 'revoked');
    const other = (await tenant.owner.ask('POST', '/admin/v1/Keys', {})).body;
    const leaving = await connectClient(NEW, chorus.url, { token: tokenOf(tenant) });
    const staying = await connectClient(NEW, chorus.url, { token: tokenOf({ ...tenant, key: other }) });

    assert.equal((await tenant.owner.ask('DELETE', `/admin/v1/Keys/${tenant.key.sid}`)).status, 204);

    await connectionState(leaving, 'disconnected');
    const byKey = Operator.account(chorus.url, tenant.key.sid, tenant.key.secret);
    assert.equal((await byKey.ask('GET', `/chat/v2/Services/${tenant.service.sid}`)).status, 401);
    const late = createClient(NEW, chorus.url, { token: tokenOf(tenant) });
    await connectionState(late, 'denied');
    assert.equal(staying.connectionState, 'connected');
    assert.equal((await tenant.owner.ask('DELETE', `/admin/v1/Keys/${tenant.key.sid}`)).status, 404);

    const accountPath = `/admin/v1/Accounts/${tenant.account.sid}`;
    assert.equal((await Operator.of(chorus.url).ask('DELETE', accountPath)).status, 204);
    await connectionState(staying, 'disconnected');
    assert.equal((await tenant.owner.ask('GET', '/admin/v1/Keys')).status, 401);
    await Promise.all([leaving, late, staying].map(client => client.shutdown()));
  });

  test('are for those whose they are', async () => {
    const mine = await Operator.newTenant(chorus.url, 'mine');
    const yours = await Operator.newTenant(chorus.url, 'yours');
    const byKey = Operator.account(chorus.url, mine.key.sid, mine.key.secret);

    assert.equal((await yours.owner.ask('DELETE', `/admin/v1/Keys/${mine.key.sid}`)).status, 404);
    assert.ok(!(await yours.owner.ask('GET', '/admin/v1/Keys')).text.includes(mine.key.sid));
    const refused = await byKey.ask('POST', '/admin/v1/Keys', {});
    assert.deepEqual([refused.status, refused.body.code], [403, 20403]);
    for (const stranger of [mine.owner, byKey, Operator.of(chorus.url, 'guessed-operator-token')]) {
      assert.equal((await stranger.ask('POST', '/admin/v1/Accounts', {})).status, 401);
      assert.equal((await stranger.ask('GET', '/admin/v1/Accounts')).status, 401);
      assert.equal((await stranger.ask('DELETE', `/admin/v1/Accounts/${yours.account.sid}`)).status, 401);
    }
    assert.equal((await yours.owner.ask('GET', '/admin/v1/Keys')).status, 200);
  });

  test('are made and revoked from the command line', async () => {
    const [program, ...prefix] = chorusCommand();
    const chorusSays = async (args, environment = keysAsEnvironment()) => {
      const { stdout } = await run(program, [...prefix, ...args, '--url', chorus.url], {
        env: { ...process.env, ...environment },
      });
      return stdout;
    };
    const said = (output, name) => output.match(new RegExp(`${name}\\s+(\\S+)`))[1];

    const made = await chorusSays(['accounts', 'create', 'Ann & Co']);
    const account = { CHORUS_ACCOUNT_SID: said(made, 'account sid'), CHORUS_AUTH_TOKEN: said(made, 'auth token') };
    assert.ok((await chorusSays(['accounts', 'list'])).includes(`${account.CHORUS_ACCOUNT_SID}  Ann & Co`));
    const key = said(await chorusSays(['keys', 'create', 'phone'], account), 'key sid');
    const service = said(await chorusSays(['services', 'create', 'app'], account), 'service sid');
    assert.ok((await chorusSays(['keys', 'list'], account)).includes(`${key}  phone`));
    assert.ok((await chorusSays(['services', 'list'], account)).includes(`${service}  app`));
    await chorusSays(['services', 'delete', service], account);
    await chorusSays(['keys', 'revoke', key], account);
    await chorusSays(['accounts', 'revoke', account.CHORUS_ACCOUNT_SID]);
    const late = chorusSays(['keys', 'list'], account);
    await assert.rejects(late, ({ code, stderr }) => code === 2 && /refused with 401, 20003/.test(stderr));
  });
});
