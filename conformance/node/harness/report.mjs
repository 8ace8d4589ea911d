const COMPLAINT_CHARACTERS = 4_000;

/** Says one line for each group of tests, every failure in full as it happens, and the sum at the end. */
export class Report {
  #say;
  #passed = 0;
  /** What failed so far, each with its reason. */
  failures = [];
  #testsOfGroup = 0;
  #complaints = new Map();
  #underWay = new Map();
  #remarks = [];

  constructor(say) {
    this.#say = say;
  }

  hear({ type, data }) {
    if (type === 'test:stderr') {
      const said = (this.#complaints.get(data.file) ?? '') + data.message;
      this.#complaints.set(data.file, said.slice(-COMPLAINT_CHARACTERS));
      return;
    }
    if (type === 'test:dequeue' || type === 'test:complete') {
      this.#follow(type, data);
      return;
    }
    if (type === 'test:diagnostic') {
      this.#remarks.push(data);
      return;
    }
    if (type !== 'test:pass' && type !== 'test:fail') {
      return;
    }
    const passed = type === 'test:pass';
    const seconds = `${(data.details.duration_ms / 1000).toFixed(1)} s`;
    if (data.details.type === 'suite') {
      this.#say(`${passed ? '✔' : '✖'} ${data.name} (${this.#testsOfGroup} tests, ${seconds})`);
      this.#testsOfGroup = 0;
      if (passed || data.details.error.failureType === 'subtestsFailed') {
        return;
      }
    } else {
      this.#testsOfGroup++;
    }
    if (passed) {
      this.#passed++;
      return;
    }
    const failure = `  ✖ ${data.name}\n    ${data.file ?? ''}:${data.line ?? ''} after ${seconds}\n${reasonOf(data)}${this.#complaintOf(data)}`;
    this.failures.push(failure);
    this.#say(failure);
  }

  /** Which tests of a file have begun and not ended, so that one that hangs can be named. */
  #follow(type, { file, name, line, column }) {
    const tests = this.#underWay.get(file) ?? new Map();
    this.#underWay.set(file, tests);
    const place = `${line}:${column} ${name}`;
    type === 'test:dequeue' ? tests.set(place, name) : tests.delete(place);
  }

  /** What a file that failed as a whole has said of it, how it ended, and which tests had not. */
  #complaintOf({ name, file, details: { error } }) {
    if (name !== file) {
      return '';
    }
    const end = `exit code ${error.exitCode ?? 'none'}, signal ${error.signal ?? 'none'}\n`;
    const remarks = this.#remarks
      .filter(({ file: of }) => of === undefined || of === file)
      .map(({ message }) => `${message}\n`)
      .join('');
    const hanging = [...(this.#underWay.get(file)?.values() ?? [])].map(test => `under way: ${test}\n`).join('');
    const said = this.#complaints.get(file) ?? '';
    return `\n${(end + hanging + remarks + said).replace(/^/gm, '    ')}`;
  }

  /** Says the sum; true if tests ran and none failed. */
  end() {
    if (this.failures.length > 0) {
      this.#say(`\nFailed:\n${this.failures.join('\n')}`);
    }
    this.#say(`\n${this.#passed} passed, ${this.failures.length} failed`);
    return this.#passed > 0 && this.failures.length === 0;
  }
}

function reasonOf({ details: { error } }) {
  const cause = error.cause ?? error;
  return String(cause.stack ?? cause.message ?? cause).replace(/^/gm, '    ');
}
