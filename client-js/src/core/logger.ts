/** How much is logged, from nothing to everything. */
export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug' | 'trace';

const LEVELS: readonly LogLevel[] = ['silent', 'error', 'warn', 'info', 'debug', 'trace'];

/** Writes to the console what its level lets through. Neither tokens nor payloads are ever logged. */
export class Logger {
  readonly #level: number;

  constructor(level: LogLevel = 'error') {
    this.#level = LEVELS.indexOf(level);
    if (this.#level < 0) {
      throw new TypeError(`logLevel: ${level} (expected one of ${LEVELS.join(', ')})`);
    }
  }

  error(message: string): void {
    if (this.#level >= 1) console.error(`chorus: ${message}`);
  }

  warn(message: string): void {
    if (this.#level >= 2) console.warn(`chorus: ${message}`);
  }

  info(message: string): void {
    if (this.#level >= 3) console.info(`chorus: ${message}`);
  }

  debug(message: string): void {
    if (this.#level >= 4) console.debug(`chorus: ${message}`);
  }

  trace(message: string): void {
    if (this.#level >= 5) console.debug(`chorus: ${message}`);
  }
}
