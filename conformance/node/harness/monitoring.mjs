import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

const repository = new URL('../../../', import.meta.url);

function read(path) {
  return readFileSync(fileURLToPath(new URL(path, repository)), 'utf8');
}

/** The panels of the dashboard that show something. */
export function panels() {
  return dashboard().panels.filter(({ type }) => type !== 'row');
}

export function dashboard() {
  return JSON.parse(read('k8s/monitoring/dashboard.json'));
}

export function alerts() {
  return parse(read('k8s/monitoring/alerts.yaml')).groups.flatMap(({ rules }) => rules);
}

/** The alerts whose behaviour is written down for promtool. */
export function testedAlerts() {
  return parse(read('k8s/monitoring/alerts.test.yaml')).tests.map(({ alert_rule_test: [test] }) => test);
}

/** The headings of the operations page as the anchors that links to them have. */
export function operationsAnchors() {
  return [...read('docs/operations.md').matchAll(/^#+ (.+)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replace(/ /g, '-'),
  );
}

/**
 * The rows of the operations page's table of metrics: names, with what is in braces filled in by each of the words that
 * the description lists in code, and labels. A name that ends with an ellipsis stands for all that begin like it.
 */
export function documentedMetrics() {
  const table = read('docs/operations.md').match(/^\| metric \|[\s\S]*?\n\n/m)[0];
  return table
    .trim()
    .split('\n')
    .slice(2)
    .flatMap(line => {
      const [, names, kind, what] = line.split(/(?<!\\)\|/).map(cell => cell.trim());
      const labels = [...kind.matchAll(/`(\w+)`/g)].map(([, label]) => label);
      const words = [...what.matchAll(/`(\w+)`/g)].map(([, word]) => word);
      return [...names.matchAll(/`([^`]+)`/g)]
        .flatMap(([, name]) => (name.includes('<') ? words.map(word => name.replace(/<\w+>/, word)) : [name]))
        .map(name => ({ name, labels }));
    });
}
