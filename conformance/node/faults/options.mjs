import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { FAULTS } from './faults.mjs';

const HELP = `Usage: node conformance/node/faults/run.mjs [--seed S] [--faults A,B+C,…]

Starts a cluster of six processes, has real clients read and write, injects faults, and judges.

  --seed S      the plan of faults and writes; drawn unless given
  --faults …    one window for each, several faults of one window with + between them; all unless given:
                ${Object.keys(FAULTS).join(', ')}
`;

/** Reads the command line; ends the process where it says nothing that can be done. */
export function readOptions(args) {
  const { values } = parseArgs({
    args,
    options: { seed: { type: 'string' }, faults: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(HELP);
    process.exit(0);
  }
  const faults = values.faults?.split(',') ?? Object.keys(FAULTS);
  const unknown = faults.flatMap(entry => entry.split('+')).filter(name => !(name in FAULTS));
  if (unknown.length > 0) {
    console.error(`faults: unknown ${unknown.join(', ')} (expected: ${Object.keys(FAULTS).join(', ')})`);
    process.exit(2);
  }
  return { seed: Number(values.seed ?? randomInt(2 ** 31)), faults };
}
