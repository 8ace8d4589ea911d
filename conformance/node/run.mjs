/**
 * Runs the suite against one started Chorus, and fails as its tests do. Arguments name test files; none means all.
 */
import { readdirSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { run } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Chorus } from './harness/chorus.mjs';
import { TARGET } from './harness/places.mjs';
import { Report } from './harness/report.mjs';

const TESTS = fileURLToPath(new URL('./tests/', import.meta.url));
/** Most of a test's time is waiting, but two cores carry the server too. */
const FILES_AT_ONCE = 3;
/** What starts so many processes that it has the machine for itself, when all else is done. */
const ALONE = ['faults.test.mjs'];
/** For one file and all its tests; inside it, whatever is awaited has a deadline of its own. */
const FILE_TIMEOUT_MILLIS = 480_000;

const named = process.argv.slice(2).map(file => resolve(file));
const files = named.length > 0 ? named : allTestFiles();

const chorus = await Chorus.start();
const report = new Report(line => console.log(line));
try {
  // Each file runs in a process of its own, which inherits this.
  process.env.CHORUS_URL = chorus.url;
  // The clients keep timers for a day, so no file would end by itself.
  const limits = { timeout: FILE_TIMEOUT_MILLIS, forceExit: true };
  await hear(run({ files: files.filter(file => !isAlone(file)), concurrency: FILES_AT_ONCE, ...limits }));
  await hear(run({ files: files.filter(isAlone), concurrency: 1, ...limits }));
} finally {
  await chorus.stop();
}
writeFileSync(join(TARGET, 'failures.txt'), report.failures.join('\n'));
process.exitCode = report.end() ? 0 : 1;

async function hear(events) {
  for await (const event of events) {
    report.hear(event);
  }
}

function isAlone(file) {
  return ALONE.includes(basename(file));
}

function allTestFiles() {
  return readdirSync(TESTS)
    .filter(name => name.endsWith('.test.mjs'))
    .map(name => join(TESTS, name));
}
