/**
 * Runs the whole suite against one started Chorus, and fails as its tests do. Arguments name test files; none means
 * all of them.
 */
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Chorus } from './harness/chorus.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
/** Files at a time: most of a test's time is waiting, but two cores carry the server too. */
const FILES_AT_ONCE = 3;
/** For one file and all its tests; inside it, whatever is awaited has a deadline of its own. */
const FILE_TIMEOUT_MILLIS = 240_000;

const named = process.argv.slice(2);
const files = named.length > 0 ? named : readdirSync(join(here, 'tests')).filter(name => name.endsWith('.test.mjs')).map(name => join('tests', name));

const chorus = await Chorus.start();
try {
  process.exitCode = await runTests(files, chorus.url);
} finally {
  await chorus.stop();
}

function runTests(testFiles, url) {
  const runner = spawn(
    process.execPath,
    [
      '--test',
      ...[`--test-concurrency=${FILES_AT_ONCE}`, `--test-timeout=${FILE_TIMEOUT_MILLIS}`, '--test-force-exit'],
      ...testFiles,
    ],
    { cwd: here, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, CHORUS_URL: url } },
  );
  return new Promise(resolve => runner.once('exit', code => resolve(code ?? 1)));
}
