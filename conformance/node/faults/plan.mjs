import { SeededRandom } from '../harness/random.mjs';

/** The load runs alone for this long at least, and this much longer at most, before a fault begins. */
const LEAST_LEAD_MILLIS = 2_000;
const MOST_LEAD_MILLIS = 6_000;

/**
 * What a run will do, from its seed alone: one window for each entry, whose faults come one after another, each at a
 * moment of its own. Who is hit, and for how long, is drawn from the fault's own numbers.
 *
 * @param entries names of faults, several of one window with `+` between them
 */
export function makePlan(seed, entries) {
  const random = new SeededRandom(seed);
  return entries.map((entry, number) => ({
    number,
    name: entry,
    seed: newSeed(random),
    faults: entry.split('+').map(name => ({
      name,
      leadMillis: LEAST_LEAD_MILLIS + random.below(MOST_LEAD_MILLIS - LEAST_LEAD_MILLIS),
      seed: newSeed(random),
    })),
  }));
}

/** A stream of numbers of its own for one part of a plan, whatever the other parts draw. */
export function randomFor(seed, part) {
  let mixed = seed;
  for (const character of part) {
    mixed = (Math.imul(mixed, 31) + character.charCodeAt(0)) >>> 0;
  }
  return new SeededRandom(mixed);
}

export const newSeed = random => random.below(2 ** 31);

export const oneOf = (random, choices) => choices[random.below(choices.length)];

export const between = (random, least, most) => least + random.below(most - least + 1);

export const pause = millis => new Promise(resolve => setTimeout(resolve, millis));
