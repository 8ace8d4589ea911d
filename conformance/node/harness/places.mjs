import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const conformance = fileURLToPath(new URL('../../', import.meta.url));

export const PROJECT = join(conformance, '..');

/** What the tests write for a person to look at: logs and screenshots. */
export const TARGET = join(conformance, 'target');

/** The server's distribution, as its Maven module lays it out. */
export const CHORUS_JAR = join(conformance, '../server/target/chorus/chorus.jar');

/** The redis-server binaries that Maven unpacks before the tests. */
export const REDIS_BINARIES = join(TARGET, 'redis');

export function targetFolder(name) {
  const folder = join(TARGET, name);
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** A data folder for one process; `remove` when it has ended. */
export function scratchFolder(name) {
  const path = mkdtempSync(join(tmpdir(), `chorus-${name}-`));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}
