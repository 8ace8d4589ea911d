import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { within } from './deadline.mjs';
import { targetFolder } from './places.mjs';

const KEPT_OUTPUT_CHARACTERS = 8_000;
/** An orderly end may take twice 15 s when other processes are gone, and the drain before (docs/operations.md). */
const END_PATIENCE_MILLIS = 60_000;

/** A process that this run started, and the only kind that it ever ends. */
export class Child {
  #process;
  #name;
  #output = '';
  #listeners = new Set();

  /**
   * Its input is empty, or with 'pipe' open for as long as this program runs. What it prints is kept in one file, or what
   * it logs to standard error in one apart.
   */
  constructor(name, command, args, environment = {}, input = 'ignore', logsApart = false) {
    this.#name = name;
    this.#process = spawn(command, args, {
      env: { ...process.env, ...environment },
      stdio: [input, 'pipe', 'pipe'],
    });
    const file = join(targetFolder('logs'), `${name}-${this.#process.pid}`);
    this.logFile = `${file}.log`;
    this.printFile = logsApart ? `${file}.out` : this.logFile;
    const log = createWriteStream(this.logFile);
    const prints = logsApart ? createWriteStream(this.printFile) : log;
    for (const [stream, into] of [
      [this.#process.stdout, prints],
      [this.#process.stderr, log],
    ]) {
      stream.setEncoding('utf8');
      stream.pipe(into);
      stream.on('data', text => this.#heard(text));
    }
    this.exited = new Promise(resolve => {
      this.#process.once('error', error => resolve(error.message));
      this.#process.once('exit', (code, signal) => resolve(signal ?? code));
    });
    this.hasExited = false;
    this.exited.then(() => (this.hasExited = true));
    live.add(this);
    this.exited.then(() => live.delete(this));
  }

  /** The end of what it has said. */
  get output() {
    return this.#output;
  }

  get pid() {
    return this.#process.pid;
  }

  /** Completes with the match when the output first matches. */
  prints(pattern, patienceMillis) {
    const found = new Promise((resolve, reject) => {
      const look = () => {
        const match = this.#output.match(pattern);
        if (match) {
          this.#listeners.delete(look);
          resolve(match);
        }
      };
      this.#listeners.add(look);
      look();
      this.exited.then(how =>
        reject(new Error(`${this.#name} ended (${how}) before it printed ${pattern}:\n${this.#output}`)),
      );
    });
    return within(patienceMillis, () => `${this.#name} to print ${pattern}; it printed:\n${this.#output}`, found);
  }

  /** Sends the signal to this process, if it is still there. */
  signal(signal) {
    if (!this.hasExited) {
      this.#process.kill(signal);
    }
  }

  /** Sends the signal to this process and completes when it is gone. */
  async end(signal, patienceMillis = END_PATIENCE_MILLIS) {
    this.signal(signal);
    return within(patienceMillis, `${this.#name} to end after ${signal}`, this.exited);
  }

  #heard(text) {
    this.#output = (this.#output + text).slice(-KEPT_OUTPUT_CHARACTERS);
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }
}

const live = new Set();

/** That a process has ended may not have been heard of yet. */
function signalIfThere(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== 'ESRCH') {
      throw error;
    }
  }
}

// A test run that fails or is interrupted leaves no server behind. A Chorus that is asked to end ends its Redis too.
process.once('exit', () => {
  for (const child of live) {
    // One that a test has stopped does not hear it before it goes on.
    for (const signal of ['SIGTERM', 'SIGCONT']) {
      signalIfThere(child.pid, signal);
    }
  }
});
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => process.exit(1));
}
