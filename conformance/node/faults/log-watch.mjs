import { readFile } from 'node:fs/promises';

/** What an entry of a process's log begins with; what follows without it, as a stack trace, belongs to it. */
const BEGINNING = /^\d\d:\d\d:\d\d\.\d{3} +(\w+) /;

/** Complaints that faults explain, wherever they are injected. */
const EXPLAINED = [
  // Another process is not there, or not any more.
  /ClusteredEventBus - Connecting to server \S+ failed/,
  // Vert.x writes to a connection that has just been closed by the other side.
  /Promise already completed[^]*(OutboundConnection\.writeMessage|VertxConnection\.write)\(/,
  // A process that stood still finds that its threads did, for as long as faults have it stand still.
  /BlockedThreadChecker - Thread \S+ has been blocked for 20\d{3} ms/,
  // Hazelcast tells how members went, by way of its own exceptions.
  / (c\.h|com\.hazelcast)\./,
];

/** Reads what the processes of a cluster say, from where it was read last. */
export class LogWatch {
  #offsets = new Map();

  /** Errors, and whatever brings a stack trace, that no fault explains: each with its file and line. */
  async complaints(logFiles) {
    const found = [];
    for (const file of logFiles) {
      const lines = (await readFile(file, 'utf8')).split('\n');
      const from = this.#offsets.get(file) ?? 0;
      this.#offsets.set(file, lines.length - 1);
      found.push(...complaintsIn(lines, from).map(({ line, text }) => `${file}:${line}: ${text}`));
    }
    return found;
  }
}

/** The complaints from a line on. */
export function complaintsIn(lines, from = 0) {
  const entries = [];
  for (const [place, text] of lines.entries()) {
    if (place >= from && BEGINNING.test(text)) {
      entries.push({ line: place + 1, text });
    } else if (entries.length > 0) {
      entries.at(-1).text += `\n${text}`;
    }
  }
  return entries.filter(({ text }) => {
    const isComplaint = BEGINNING.exec(text)[1] === 'ERROR' || /\n\s+at [\w.$/@]+\(/.test(text);
    return isComplaint && !EXPLAINED.some(known => known.test(text));
  });
}
