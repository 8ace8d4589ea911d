import { el } from './dom.js';

const description = await (await fetch('openapi.json')).json();
const holder = document.getElementById('document');
const search = document.getElementById('search');

/** What a reference stands for. */
function resolved(part) {
  return part?.$ref
    ? part.$ref
        .slice(2)
        .split('/')
        .reduce((place, name) => place[name], description)
    : part;
}

function typeOf(schema) {
  const found = resolved(schema);
  if (found.enum) {
    return found.enum.map(value => JSON.stringify(value)).join(' | ');
  }
  const type = [found.type ?? 'any'].flat().join(' | ');
  const detail = found.format ?? found.pattern ?? (found.contentMediaType ? 'JSON' : undefined);
  return found.type === 'array' ? `array of ${typeOf(found.items)}` : detail ? `${type}, ${detail}` : type;
}

function fields(title, rows) {
  if (rows.length === 0) {
    return null;
  }
  const lines = rows.map(({ name, schema, required, note }) =>
    el(
      'tr',
      {},
      el('td', {}, el('code', {}, name)),
      el('td', {}, typeOf(schema)),
      el('td', {}, [required ? 'required' : '', note ?? resolved(schema).description ?? ''].filter(Boolean).join('; ')),
    ),
  );
  return el('div', {}, el('h3', {}, title), el('table', {}, el('tbody', {}, ...lines)));
}

function ofSchema(schema, prefix = '') {
  const { properties = {}, required = [] } = resolved(schema);
  return Object.entries(properties).flatMap(([name, property]) => {
    const own = { name: prefix + name, schema: property, required: prefix === '' && required.includes(name) };
    const inner = resolved(property.items ?? property);
    return [own, ...(inner.properties && prefix === '' ? ofSchema(inner, `${name}.`) : [])];
  });
}

function operation(path, method, { summary, parameters = [], requestBody, responses }, ofPath) {
  const all = [...ofPath, ...parameters].map(resolved);
  const named = place =>
    all
      .filter(parameter => parameter.in === place)
      .map(({ name, schema, required, description: note }) => ({ name, schema, required, note }));
  const form = requestBody?.content['application/x-www-form-urlencoded'].schema;
  const answers = Object.entries(responses).filter(([status]) => status !== 'default');
  return el(
    'details',
    { 'data-text': `${method} ${path} ${summary}`.toLowerCase() },
    el(
      'summary',
      {},
      el('code.method', { 'data-method': method }, method.toUpperCase()),
      el('code', {}, path),
      el('span.hint', {}, summary),
    ),
    el(
      'div',
      {},
      fields('Path', named('path')),
      fields('Query', named('query')),
      fields('Header', named('header')),
      form
        ? fields(
            'Form',
            ofSchema(form).map(row => ({ ...row, required: (form.required ?? []).includes(row.name) })),
          )
        : null,
      ...answers.map(([status, { content, description: note }]) =>
        content
          ? fields(`${status}: ${note}`, ofSchema(content['application/json'].schema))
          : el('h3', {}, `${status}: ${note}`),
      ),
    ),
  );
}

const groups = new Map();
for (const [path, { parameters = [], ...methods }] of Object.entries(description.paths)) {
  for (const [method, described] of Object.entries(methods)) {
    const [tag] = described.tags;
    groups.set(tag, [...(groups.get(tag) ?? []), operation(path, method, described, parameters)]);
  }
}
holder.append(
  el('p', {}, description.info.description),
  ...[...groups].map(([tag, operations]) => el('section', {}, el('h2', {}, tag), ...operations)),
);

search.addEventListener('input', () => {
  const words = search.value.toLowerCase();
  for (const section of holder.querySelectorAll('section')) {
    const operations = [...section.querySelectorAll('details')];
    operations.forEach(each => (each.hidden = !each.dataset.text.includes(words)));
    section.hidden = operations.every(each => each.hidden);
  }
});
