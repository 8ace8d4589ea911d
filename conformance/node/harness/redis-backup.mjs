import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PATIENCE_MILLIS, within } from './deadline.mjs';

const AOF_FOLDER = 'appendonlydir';
const AOF = 'appendonly.aof';
const LOOK_AGAIN_MILLIS = 20;

/** Takes a snapshot of a running Redis into a file, as docs/operations.md does; completes when it is there. */
export async function snapshot(client, folder, file) {
  await client.bgsave();
  await infoSays(client, /rdb_bgsave_in_progress:0/);
  if (!/rdb_last_bgsave_status:ok/.test(await client.info('persistence'))) {
    throw new Error('Redis could not write its snapshot');
  }
  cpSync(join(folder, 'dump.rdb'), file);
}

/** Copies the append-only files of a running Redis, which rewrites nothing meanwhile. */
export async function copyAppendOnlyFiles(client, folder, copy) {
  await client.config('SET', 'auto-aof-rewrite-percentage', '0');
  try {
    await infoSays(client, /aof_rewrite_in_progress:0/);
    cpSync(join(folder, AOF_FOLDER), join(copy, AOF_FOLDER), { recursive: true });
  } finally {
    await client.config('SET', 'auto-aof-rewrite-percentage', '100');
  }
}

/** Makes a snapshot the beginning of the append-only files of a Redis that is yet to start. */
export function restoreSnapshot(file, folder) {
  const files = join(folder, AOF_FOLDER);
  rmSync(files, { recursive: true, force: true });
  mkdirSync(files, { recursive: true });
  cpSync(file, join(files, `${AOF}.1.base.rdb`));
  writeFileSync(join(files, `${AOF}.manifest`), `file ${AOF}.1.base.rdb seq 1 type b\n`);
}

async function infoSays(client, pattern) {
  const saying = (async () => {
    while (!pattern.test(await client.info('persistence'))) {
      await new Promise(resolve => setTimeout(resolve, LOOK_AGAIN_MILLIS));
    }
  })();
  await within(PATIENCE_MILLIS, `Redis to say ${pattern}`, saying);
}
