import { existsSync, readdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { targetFolder } from '../harness/places.mjs';

const LIBRARY = 'faketime/libfaketimeMT.so.1';

/** Sets the time of day of single processes, with libfaketime; what measures durations goes on as it is. */
export class Clocks {
  #folder = targetFolder('clocks');
  #library = findLibrary();

  /** What a member's process has to be started with. */
  environmentOf(name) {
    this.set(name, 0);
    return {
      LD_PRELOAD: this.#library,
      FAKETIME_TIMESTAMP_FILE: this.#file(name),
      FAKETIME_CACHE_DURATION: '1',
      DONT_FAKE_MONOTONIC: '1',
    };
  }

  /** Sets a member's clock so many seconds before or behind the others; it sees that within a second. */
  set(name, seconds) {
    // At once and not in part: the library may read at any moment.
    writeFileSync(`${this.#file(name)}.new`, `${seconds < 0 ? '' : '+'}${seconds}\n`);
    renameSync(`${this.#file(name)}.new`, this.#file(name));
  }

  #file(name) {
    return join(this.#folder, name);
  }
}

function findLibrary() {
  const folders = ['/usr/lib', ...readdirSync('/usr/lib').map(name => `/usr/lib/${name}`)];
  const found = folders.map(folder => join(folder, LIBRARY)).find(path => existsSync(path));
  if (!found) {
    throw new Error(`There is no ${LIBRARY} under /usr/lib: install it (apt-get install libfaketime)`);
  }
  return found;
}
