import { parser } from '@prometheus-io/lezer-promql';

/** What Grafana fills in before it sends a query. */
const VARIABLES = [
  [/\$__rate_interval/g, '5m'],
  [/\$(job|instance)/g, '.*'],
];

/**
 * The metrics that a query names, each with the matchers of its labels, and the labels that it groups by. Throws where it
 * is no PromQL.
 */
export function namesIn(query) {
  const text = VARIABLES.reduce((filled, [variable, value]) => filled.replace(variable, value), query);
  const selectors = [];
  const groupedBy = [];
  parser.parse(text).iterate({
    enter: ({ node }) => {
      if (node.type.isError) {
        throw new Error(`Not PromQL at ${node.from}: ${query}`);
      }
      if (node.name === 'VectorSelector') {
        selectors.push(selector(node, text));
      } else if (node.name === 'GroupingLabels') {
        groupedBy.push(...node.getChildren('LabelName').map(label => text.slice(label.from, label.to)));
      }
    },
  });
  return { selectors, groupedBy };
}

function selector(node, text) {
  const said = child => text.slice(child.from, child.to);
  const matchers = node.getChild('LabelMatchers')?.getChildren('UnquotedLabelMatcher') ?? [];
  return {
    metric: said(node.getChild('Identifier')),
    matchers: matchers.map(matcher => ({
      label: said(matcher.getChild('LabelName')),
      operator: said(matcher.getChild('MatchOp')),
      value: said(matcher.getChild('StringLiteral')).slice(1, -1),
    })),
  };
}
