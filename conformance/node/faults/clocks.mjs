import { spawnSync } from 'node:child_process';
import { closeSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { targetFolder } from '../harness/places.mjs';

const SOURCE = fileURLToPath(new URL('clock.c', import.meta.url));
const OFFSET_BYTES = 8;

/** Sets the time of day of single processes, with a library of their own; what measures durations goes on as it is. */
export class Clocks {
  #folder = targetFolder('clocks');
  #library = join(this.#folder, 'clock.so');

  constructor() {
    const made = spawnSync('cc', ['-shared', '-fPIC', '-O2', '-o', this.#library, SOURCE, '-ldl'], {
      encoding: 'utf8',
    });
    if (made.status !== 0) {
      throw new Error(`No clocks can be set here: cc failed (package gcc). ${made.error ?? made.stderr}`);
    }
  }

  /** What a member's process has to be started with. */
  environmentOf(name) {
    writeFileSync(this.#file(name), Buffer.alloc(OFFSET_BYTES));
    return { LD_PRELOAD: this.#library, CLOCK_MOVED_BY: this.#file(name) };
  }

  /** Sets a member's clock so many seconds before or behind the others, at once. */
  set(name, seconds) {
    const offset = Buffer.alloc(OFFSET_BYTES);
    offset.writeBigInt64LE(BigInt(seconds));
    const file = openSync(this.#file(name), 'r+');
    writeSync(file, offset);
    closeSync(file);
  }

  #file(name) {
    return join(this.#folder, name);
  }
}
