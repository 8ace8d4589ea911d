import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { FAULTS } from './faults.mjs';

const HELP = `Usage: node conformance/node/faults/run.mjs [--seed S] [--redis MODE] [--replica] [--faults A,B+C,…] [--minutes M]

Starts a cluster of six processes, has real clients read and write, injects faults, and judges.

  --seed S      the plan of faults and writes; drawn unless given
  --redis MODE  ${Object.keys(FAULTS).join(', ')}; the first unless given
  --replica     Chorus acknowledges a write when a replica has it (--durability replica)
  --fsync       Redis writes to the disk before it answers
  --faults …    one window for each, several faults of one window with + between them; all unless given:
${Object.entries(FAULTS)
  .map(([mode, faults]) => `                ${mode}: ${Object.keys(faults).join(', ')}`)
  .join('\n')}
  --minutes M   begins the list again until so many minutes have passed
`;

/** Reads the command line; ends the process where it says nothing that can be done. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string' },
      redis: { type: 'string', default: 'standalone' },
      replica: { type: 'boolean', default: false },
      fsync: { type: 'boolean', default: false },
      faults: { type: 'string' },
      minutes: { type: 'string', default: '0' },
      help: { type: 'boolean' },
    },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const possible = FAULTS[values.redis] ?? refuse('redis', values.redis, FAULTS);
  const entries = values.faults?.split(',') ?? Object.keys(possible);
  for (const name of entries.flatMap(entry => entry.split('+'))) {
    if (!(name in possible)) {
      refuse('faults', name, possible);
    }
  }
  return {
    seed: Number(values.seed ?? randomInt(2 ** 31)),
    mode: values.redis,
    replica: values.replica,
    fsync: values.fsync,
    entries,
    minutes: Number(values.minutes),
  };
}

function refuse(option, value, choices) {
  console.error(`${option}: ${value} (expected: ${Object.keys(choices).join(', ')})`);
  process.exit(2);
}
