import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { chorusForAllTests } from '../harness/cast.mjs';
import { Operator } from '../harness/operator.mjs';

const NO_SID = '0'.repeat(32);
const HOOK = 'https://example.org/hook';

/** The description of the REST API, beside what the server answers and what it keeps from others. */
describe('The description of the REST API', () => {
  const chorus = chorusForAllTests();
  let description;
  let validators;
  let tenant;
  before(async () => {
    description = await (await fetch(`${chorus.url}/openapi.json`)).json();
    const ajv = new Ajv({ strict: false, allErrors: true });
    addFormats(ajv);
    ajv.addSchema({ $id: 'chorus', ...description });
    validators = schema => ajv.compile(rooted(schema));
    tenant = await Operator.newTenant(chorus.url, 'Described');
  });

  /** References inside of a part of the document, from its root. */
  const rooted = schema => JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"chorus#/'));
  const operations = () =>
    Object.entries(description.paths).flatMap(([path, { parameters, ...methods }]) =>
      Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })),
    );
  /** Calls an operation as it is described, and checks that the answer is one that is described. */
  const call = async (who, method, path, values, form, called) => {
    const { operation } = operations().find(each => each.method === method && each.path === path) ?? {};
    assert.ok(operation, `${method} ${path} is described`);
    const filled = path.replace(/\{(\w+)\}/g, (all, name) => encodeURIComponent(values[name]));
    const { status, body } = await who.ask(method, filled, form);
    const answer = operation.responses[status] ?? operation.responses.default;
    const schema = (answer.$ref ? description.components.responses.Refusal : answer).content?.['application/json']
      .schema;
    if (schema) {
      const validate = validators(schema);
      assert.ok(validate(body), `${method} ${path}: ${JSON.stringify(validate.errors)} in ${JSON.stringify(body)}`);
    } else {
      assert.equal(body, undefined);
    }
    called?.add(`${method} ${path}`);
    return { status, body };
  };

  test('is OpenAPI 3.1, and readable as a page', async () => {
    assert.match(description.openapi, /^3\.1\./);
    const names = operations().map(({ operation }) => operation.operationId);
    assert.equal(new Set(names).size, names.length);
    const page = await fetch(`${chorus.url}/api.html`);
    assert.equal(page.status, 200);
    assert.match(page.headers.get('content-type'), /html/);
  });

  test('says what each operation answers, and keeps everything of one account from another', async () => {
    const { owner } = tenant;
    const operator = Operator.of(chorus.url);
    const called = new Set();
    const values = { service: tenant.service.sid };
    const as = async (who, method, path, expected, form) => {
      const { status, body } = await call(who, method, path, values, form, called);
      assert.equal(status, expected, `${method} ${path}: ${JSON.stringify(body)}`);
      return body;
    };
    const ask = (method, path, expected, form) => as(owner, method, path, expected, form);
    const chat = '/chat/v2/Services';
    const sync = '/sync/v1/Services';
    const all = async (base, one, change) => {
      await ask('GET', base, 200);
      await ask('GET', one, 200);
      if (change) {
        await ask('POST', one, 200, change);
      }
    };

    await ask('POST', chat, 201, { FriendlyName: 'another' });
    await all(chat, `${chat}/{service}`, {
      FriendlyName: 'renamed',
      PostWebhookUrl: HOOK,
      WebhookFilters: 'onMessageSent',
    });
    const channels = `${chat}/{service}/Channels`;
    const channel = `${channels}/{channel}`;
    values.channel = (await ask('POST', channels, 201, { UniqueName: 'secret-name', FriendlyName: 'secret-name' })).sid;
    await all(channels, channel, { Attributes: '{"a":1}' });
    const users = `${chat}/{service}/Users`;
    values.user = (await ask('POST', users, 201, { Identity: 'secret-ann' })).sid;
    await all(users, `${users}/{user}`, { FriendlyName: 'secret-name' });
    values.member = (await ask('POST', `${channel}/Members`, 201, { Identity: 'secret-ann' })).sid;
    await all(`${channel}/Members`, `${channel}/Members/{member}`, { Attributes: '{"b":1}' });
    values.message = (await ask('POST', `${channel}/Messages`, 201, { Body: 'secret-text' })).sid;
    await all(`${channel}/Messages`, `${channel}/Messages/{message}`, { Body: 'secret-text 2' });
    values.invite = (await ask('POST', `${channel}/Invites`, 201, { Identity: 'secret-bob' })).sid;
    await all(`${channel}/Invites`, `${channel}/Invites/{invite}`);
    const hook = { Type: 'webhook', 'Configuration.Url': HOOK, 'Configuration.Filters': 'onMessageSent' };
    values.webhook = (await ask('POST', `${channel}/Webhooks`, 201, hook)).sid;
    await all(`${channel}/Webhooks`, `${channel}/Webhooks/{webhook}`, { 'Configuration.Method': 'GET' });
    await all(`${users}/{user}/Channels`, `${users}/{user}/Channels/{channel}`, { NotificationLevel: 'muted' });
    const roles = `${chat}/{service}/Roles`;
    const role = { FriendlyName: 'secret-role', Type: 'channel', Permission: 'sendMessage' };
    values.role = (await ask('POST', roles, 201, role)).sid;
    await all(roles, `${roles}/{role}`, { Permission: 'leaveChannel' });
    for (const path of [`${chat}/{service}/Bindings`, `${users}/{user}/Bindings`, '/chat/v2/Credentials']) {
      await ask('GET', path, 200);
    }

    const other = (await ask('POST', sync, 201, { FriendlyName: 'sync' })).sid;
    await all(sync, `${sync}/{service}`, { ReachabilityDebouncingWindow: 2000 });
    const objects = {};
    for (const [kind, form] of Object.entries({
      Documents: { Data: '{"secret":"secret-text"}', UniqueName: 'secret-name' },
      Lists: { UniqueName: 'secret-name' },
      Maps: { Ttl: 1000 },
      Streams: {},
    })) {
      const base = `${sync}/{service}/${kind}`;
      values.id = (await ask('POST', base, 201, form)).sid;
      objects[kind] = values.id;
      await all(base, `${base}/{id}`, { Ttl: 2000 });
      if (kind === 'Lists' || kind === 'Maps') {
        const item = { Data: '{"secret":"secret-text"}', ...(kind === 'Maps' ? { Key: 'secret-key' } : {}) };
        const made = await ask('POST', `${base}/{id}/Items`, 201, item);
        values.key = kind === 'Maps' ? 'secret-key' : String(made.index);
        await all(`${base}/{id}/Items`, `${base}/{id}/Items/{key}`, { Data: '{"n":2}' });
      }
      if (kind !== 'Streams') {
        values.identity = 'secret-ann';
        const permission = { Read: true, Write: false, Manage: false };
        await ask('POST', `${base}/{id}/Permissions/{identity}`, 200, permission);
        await all(`${base}/{id}/Permissions`, `${base}/{id}/Permissions/{identity}`);
      }
    }
    await ask('POST', `${sync}/{service}/Streams/{id}/Messages`, 201, { Data: '{"n":1}' });
    await as(operator, 'GET', '/admin/v1/Accounts', 200);
    const account = await as(operator, 'POST', '/admin/v1/Accounts', 201, { FriendlyName: 'gone soon' });
    const key = await ask('POST', '/admin/v1/Keys', 201, { FriendlyName: 'second' });
    await ask('GET', '/admin/v1/Keys', 200);
    await ask('GET', '/admin/v1/Services/{service}/Connections', 200);
    values.id = objects.Documents;
    await ask('GET', '/admin/v1/Services/{service}/Objects/{id}/Events', 200);
    await ask('GET', '/admin/v1/Services/{service}/Deliveries', 200);
    await ask('GET', '/admin/v1/Services/{service}/DeadLetters', 200);

    // The other account asks for all of it, by the sids and names that it could have come by.
    const stranger = (await Operator.newTenant(chorus.url, 'Strange')).owner;
    for (const { path, method } of operations()) {
      for (const [kind, id] of Object.entries(path.includes('{id}') ? objects : { none: '' })) {
        if (kind !== 'none' && !path.includes(`/${kind}/`)) {
          continue;
        }
        const found = await call(stranger, method, path, { ...values, id, sid: key.sid }, permittedForm(path));
        const isOwn = !path.includes('{service}') && !path.includes('{sid}');
        const expected = path.startsWith('/admin/v1/Accounts') ? [401] : isOwn ? [200, 201, 400] : [404];
        assert.ok(expected.includes(found.status), `${method} ${path}: ${found.status} ${JSON.stringify(found.body)}`);
        if (isOwn) {
          assert.ok(!JSON.stringify(found.body).includes(tenant.account.sid), `${method} ${path}`);
        }
        const text = JSON.stringify(found.body ?? '');
        assert.ok(!/secret-text|secret-role/.test(text), `${method} ${path}: ${text}`);
      }
    }
    for (const { path, method } of operations()) {
      const found = await call(Operator.account(chorus.url, 'nobody', 'x'), method, path, {
        ...{ ...values, sid: key.sid, id: objects.Maps },
      });
      assert.equal(found.status, 401, `${method} ${path}`);
    }

    // In the end everything goes, the innermost first.
    values.sid = key.sid;
    await ask('DELETE', '/admin/v1/Keys/{sid}', 204);
    values.sid = account.sid;
    await as(operator, 'DELETE', '/admin/v1/Accounts/{sid}', 204);
    for (const [kind, id] of Object.entries(objects)) {
      const base = `${sync}/{service}/${kind}/{id}`;
      values.id = id;
      if (kind === 'Lists' || kind === 'Maps') {
        values.key = kind === 'Maps' ? 'secret-key' : '0';
        await ask('DELETE', `${base}/Items/{key}`, 204);
      }
      if (kind !== 'Streams') {
        await ask('DELETE', `${base}/Permissions/{identity}`, 204);
      }
      await ask('DELETE', base, 204);
    }
    await ask('DELETE', `${channel}/Webhooks/{webhook}`, 204);
    await ask('DELETE', `${channel}/Invites/{invite}`, 204);
    await ask('DELETE', `${channel}/Messages/{message}`, 204);
    await ask('DELETE', `${users}/{user}/Channels/{channel}`, 204);
    values.member = (await ask('POST', `${channel}/Members`, 201, { Identity: 'secret-ann' })).sid;
    await ask('DELETE', `${channel}/Members/{member}`, 204);
    await ask('DELETE', `${users}/{user}`, 204);
    await ask('DELETE', `${roles}/{role}`, 204);
    await ask('DELETE', channel, 204);
    values.service = other;
    await ask('DELETE', `${sync}/{service}`, 204);
    values.service = tenant.service.sid;
    await ask('DELETE', `${chat}/{service}`, 204);

    const dead = operations().filter(({ path }) => path.includes('/DeadLetters/{id}'));
    const missed = operations()
      .filter(({ method, path }) => !called.has(`${method} ${path}`))
      .filter(each => !dead.some(({ method, path }) => method === each.method && path === each.path));
    assert.deepEqual(missed, []);
  });

  /** Parameters with which a request would be carried out if it came from the right account. */
  const permittedForm = path => ({
    ...{ Data: '{}', Key: 'k', Ttl: '5', Identity: 'eve', FriendlyName: 'x', Permission: 'sendMessage' },
    ...{ Read: 'true', Write: 'true', Manage: 'true', 'Configuration.Url': HOOK },
    ...{ 'Configuration.Filters': 'onMessageSent' },
    Type: path.includes('/Webhooks') ? 'webhook' : path.includes('/Channels') ? 'public' : 'channel',
  });

  test('says what is wrong in one form', async () => {
    const { owner, service } = tenant;
    for (const [method, path, status] of [
      ['GET', `/chat/v2/Services/IS${NO_SID}`, 404],
      ['GET', `/sync/v1/Services/${service.sid}x/Documents`, 404],
      ['PUT', '/chat/v2/Services', 405],
      ['GET', '/nothing', 404],
    ]) {
      const found = await owner.ask(method, path);
      assert.equal(found.status, status);
      assert.ok(validators({ $ref: '#/components/schemas/Error' })(found.body), JSON.stringify(found.body));
    }
  });
});
