const COLUMNS = [
  ['fault', ({ name }) => name],
  ['writes', ({ writes }) => writes.tried],
  ['acknowledged', ({ writes }) => writes.acknowledged],
  ['refused', ({ writes }) => writes.refused],
  ['unknown', ({ writes }) => writes.unknown],
  ['writes lost', ({ sums }) => sums.lostWrites],
  ['events', ({ sums }) => sums.seen],
  ['lost', ({ sums }) => sums.lost],
  ['repeated', ({ sums }) => sums.repeated],
  ['reordered', ({ sums }) => sums.reordered],
  ['resyncs', ({ sums }) => sums.resyncs],
  ['told and lost', ({ sums }) => sums.undone],
  ['forgone by 0.10.12', ({ sums }) => sums.forgone],
  ['stream messages lost', ({ sums }) => sums.lostMessages],
  ['sync: first, silence, median', ({ service }) => times(service.sync)],
  ['chat: first, silence, median', ({ service }) => times(service.chat)],
  ['violations', ({ violations }) => violations.length],
];

/** What came out of each window, as a Markdown table. */
export function tableOf(results) {
  const rows = results.map(result => COLUMNS.map(([, cell]) => cell(result)));
  const line = cells => `| ${cells.join(' | ')} |`;
  return [line(COLUMNS.map(([title]) => title)), line(COLUMNS.map(() => '---')), ...rows.map(line)].join('\n');
}

const times = ({ firstMillis, silenceMillis, medianMillis }) =>
  [firstMillis, silenceMillis, medianMillis]
    .map(millis => (Number.isFinite(millis) ? `${seconds(millis)}` : 'never'))
    .join(', ');

const seconds = millis => (millis < 100 ? `${millis} ms` : `${(millis / 1000).toFixed(1)} s`);
