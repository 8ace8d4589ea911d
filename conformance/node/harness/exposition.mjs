const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;

/** What several processes expose at /metrics, taken together. */
export class Exposition {
  #samples = new Map();
  #families = new Map();

  static async of(adminUrls) {
    const exposition = new Exposition();
    for (const url of adminUrls) {
      exposition.#read(await (await fetch(`${url}/metrics`)).text());
    }
    return exposition;
  }

  /** The families' names: a histogram is one family, whose samples have endings. */
  get families() {
    return [...this.#families.keys()];
  }

  /** Whether there is such a sample, by its whole name. */
  has(metric) {
    return this.#samples.has(metric);
  }

  /** The labels of a family, without those that the kind of metric brings. */
  labelsOf(family) {
    return this.#families.get(family);
  }

  /** Whether a metric has a label at all, or with a value for which a matcher holds. */
  matches(metric, label, holds = () => true) {
    return this.#samples.get(metric).some(labels => label in labels && holds(labels[label]));
  }

  #read(text) {
    let family;
    for (const line of text.split('\n')) {
      if (line.startsWith('# TYPE ')) {
        family = line.split(' ')[2];
        this.#families.set(family, this.#families.get(family) ?? new Set());
      } else if (line !== '' && !line.startsWith('#')) {
        const [, name, labels = ''] = line.match(SAMPLE);
        const parsed = Object.fromEntries([...labels.matchAll(LABEL)].map(([, key, value]) => [key, value]));
        this.#samples.set(name, [...(this.#samples.get(name) ?? []), parsed]);
        Object.keys(parsed)
          .filter(label => label !== 'le' && label !== 'quantile')
          .forEach(label => this.#families.get(family).add(label));
      }
    }
  }
}
