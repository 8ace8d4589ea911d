import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Image } from '../harness/image.mjs';
import { keysAsEnvironment } from '../harness/keys.mjs';
import { enterOwnNetwork } from '../harness/network.mjs';
import { PROJECT, scratchFolder } from '../harness/places.mjs';
import { PlainHttp } from '../harness/plain-http.mjs';

await enterOwnNetwork();

// No container engine is asked: the Dockerfile is read, its own steps are done here, and what comes of them is started
// as a container would be, but for the base image, in whose place this machine's own libraries are.
describe('The image', () => {
  const image = new Image();
  const scratch = scratchFolder('image');
  const made = join(scratch.path, 'made');
  const root = join(scratch.path, 'root');
  let container;
  before(() => {
    mkdirSync(made);
    mkdirSync(root);
    image.make(made);
    image.assemble(made, root);
  });
  after(async () => {
    await container?.kill();
    image.dismantle(root);
    scratch.remove();
  });

  test('is made of what is there', () => {
    for (const source of image.contextSources) {
      assert.ok(existsSync(join(PROJECT, source)), source);
    }
    assert.deepEqual(
      image.copies.map(([source, target]) => [source, target]),
      [
        ['/image/java', '/opt/java'],
        ['/image/libraries', '/opt/chorus'],
        ['/image/program', '/opt/chorus'],
      ],
    );
  });

  test('has what is ours in its last layer alone', () => {
    const jars = layer => readdirSync(join(made, layer, 'lib'));

    assert.ok(jars('program').every(jar => jar.startsWith('chorus-')));
    assert.ok(!jars('libraries').some(jar => jar.startsWith('chorus-')));
    assert.deepEqual(
      [...jars('program'), ...jars('libraries')].sort(),
      readdirSync(join(PROJECT, 'server/target/chorus/lib')).sort(),
    );
  });

  test('runs as nobody with rights, on ports that the manifests know', () => {
    assert.equal(image.user, '10001:10001');
    assert.deepEqual(image.ports, [8080, 9090, 5701, 5702]);
    assert.equal(image.environment.CHORUS_PORT, '8080');
  });

  test('is Chorus with its own Redis, on a file system that cannot be written to, and ends in order when told to', async () => {
    container = image.start(root, { environment: { ...keysAsEnvironment(), CHORUS_DRAIN_SECONDS: '1' } });
    const [output] = await container.prints(/[^]*Chorus is ready: http:\/\/0\.0\.0\.0:8080\n/);

    assert.doesNotMatch(output, /no option has the variable/, 'every variable of the image is an option');
    const status = readFileSync(`/proc/${container.pid}/status`, 'utf8');
    assert.match(status, /^Name:\s+java$/m);
    assert.match(status, /^NSpid:.*\s1$/m);
    assert.match(status, /^CapEff:\s+0+$/m);
    const { sid } = await new PlainHttp('http://127.0.0.1:8080').createDocument({ n: 1 });
    assert.match(sid, /^ET/);

    assert.equal(await container.stop(), 143);
  });

  test('says so where the data folder lets nothing be executed', async () => {
    container = image.start(root, { environment: keysAsEnvironment(), dataOptions: 'noexec' });

    await container.prints(/chorus: redis: .* cannot be executed/);
    assert.equal(await container.exited, 2);
  });
});
