import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

const RUN = fileURLToPath(new URL('../faults/run.mjs', import.meta.url));
const SEED = '20261128';

describe('A whole cluster under load', () => {
  // The long runs, with all other faults, are for whoever asks for them: see faults/README.md.
  test('stays sound when a process of each role and its Redis are killed', async () => {
    const faults = 'kill-gateway+kill-sync+kill-messaging+redis-kill';
    const run = spawn(process.execPath, [RUN, '--seed', SEED, '--faults', faults]);
    let said = '';
    for (const stream of [run.stdout, run.stderr]) {
      stream.setEncoding('utf8');
      stream.on('data', text => (said += text));
    }
    const stop = () => run.kill('SIGTERM');
    process.once('exit', stop);

    const [status] = await once(run, 'exit');
    process.off('exit', stop);

    assert.equal(status, 0, said);
  });
});
