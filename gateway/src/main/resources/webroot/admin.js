import { el } from './dom.js';
import { KINDS, SECTIONS } from './admin-kinds.js';

const view = document.getElementById('view');
const where = document.getElementById('where');
const signOut = document.getElementById('sign-out');
let authorization = sessionStorage.getItem('chorus.admin');

/** Asks the REST API; a refusal is an error with its words. */
async function ask(path, options = {}) {
  // Without credentials of its own, or the browser would ask for them where ours are refused.
  const response = await fetch(path, { ...options, credentials: 'omit', headers: { authorization } });
  if (response.status === 401) {
    showLogin('These credentials are not good.');
    throw new Error('401');
  }
  const body = response.status === 204 ? undefined : await response.json();
  if (!response.ok) {
    throw new Error(body?.message ?? response.statusText);
  }
  return body;
}

/** The path of a URL that an answer names. */
const pathOf = url => url && new URL(url).pathname + new URL(url).search;

function showLogin(problem = null) {
  sessionStorage.removeItem('chorus.admin');
  signOut.hidden = true;
  where.textContent = 'Admin';
  const user = el('input', {
    'aria-label': 'Account sid or API key',
    placeholder: 'AC… or SK…',
    autocomplete: 'username',
  });
  const secret = el('input', {
    type: 'password',
    'aria-label': 'Auth token or secret',
    placeholder: 'auth token or secret',
    autocomplete: 'current-password',
  });
  const form = el('form.login', {}, user, secret, el('button.main', { type: 'submit' }, 'Sign in'));
  form.addEventListener('submit', event => {
    event.preventDefault();
    authorization = `Basic ${btoa(`${user.value.trim()}:${secret.value.trim()}`)}`;
    sessionStorage.setItem('chorus.admin', authorization);
    location.hash = '';
    void show();
  });
  view.replaceChildren(
    el('h2', {}, 'Sign in'),
    el('p.hint', {}, 'With the credentials of an account. They stay in this tab.'),
    form,
    problem ? el('p', { role: 'alert' }, problem) : '',
  );
}

/** A table of resources with a line for each, and ways to further pages. */
function table(kind, page, base, again) {
  const { columns, key, opens, removes } = kind;
  const rows = page[key].map(resource =>
    el(
      'tr',
      {},
      ...columns.map(([, value], place) => {
        const text = String(value(resource) ?? '');
        const target = place === 0 && opens ? opens(base, resource) : undefined;
        return el('td', {}, target ? el('a', { href: `#${target}` }, text) : el('code', {}, text));
      }),
      removes ? el('td', {}, removal(kind, base, resource, again)) : '',
    ),
  );
  const { previous_page_url: previous, next_page_url: next } = page.meta ?? {};
  const turn = (label, url) =>
    el('button', { type: 'button', disabled: !url, onclick: () => again(pathOf(url)) }, label);
  return el(
    'div',
    {},
    el(
      'table',
      {},
      el('thead', {}, el('tr', {}, ...columns.map(([name]) => el('th', {}, name)), removes ? el('th', {}, '') : '')),
      el('tbody', {}, ...rows),
    ),
    rows.length === 0 ? el('p.hint', {}, 'There is nothing here.') : '',
    previous || next
      ? el('p.pages', {}, turn('Previous', previous), ` page ${page.meta.page + 1} `, turn('Next', next))
      : '',
  );
}

function removal({ removes, acts = [] }, base, resource, again) {
  const button = (label, work) =>
    el(
      'button.quiet',
      {
        type: 'button',
        onclick: async event => {
          const pressed = event.currentTarget;
          if (!pressed.dataset.sure) {
            pressed.dataset.sure = 'yes';
            pressed.textContent = 'Sure?';
            return;
          }
          await guarded(work);
          await again();
        },
      },
      label,
    );
  return el(
    'span',
    {},
    ...acts.map(([label, path]) => button(label, () => ask(path(base, resource), { method: 'POST' }))),
    button('Delete', () => ask(removes(base, resource), { method: 'DELETE' })),
  );
}

async function guarded(work) {
  try {
    return await work();
  } catch (error) {
    view.append(el('p', { role: 'alert' }, error.message));
    return undefined;
  }
}

/** A list with its pages, and a search by what the kind can be found by. */
function listView(kind, base) {
  const holder = el('section', {}, el('h2', {}, kind.title));
  const content = el('div', {});
  const again = async (path = kind.list(base)) => {
    const page = await guarded(() => ask(path));
    if (page) {
      content.replaceChildren(table(kind, page, base, again));
    }
  };
  if (kind.find) {
    const input = el('input', { type: 'search', 'aria-label': `Find in ${kind.title}`, placeholder: kind.findBy });
    const form = el('form.find', {}, input, el('button', { type: 'submit' }, 'Find'));
    form.addEventListener('submit', async event => {
      event.preventDefault();
      const text = input.value.trim();
      if (!text) {
        await again();
        return;
      }
      try {
        const found = await ask(kind.find(base, encodeURIComponent(text)));
        content.replaceChildren(table(kind, { [kind.key]: [found] }, base, again));
      } catch {
        content.replaceChildren(el('p.hint', {}, `Nothing is called ${text}.`));
      }
    });
    holder.append(form);
  }
  holder.append(content);
  void again();
  return holder;
}

/** A resource with all its fields, and what is in it. */
async function detailView(section, base, id) {
  const kind = KINDS[section];
  const resource = await guarded(() => ask(kind.find(base, encodeURIComponent(id))));
  if (!resource) {
    return el('p', {}, '');
  }
  const fields = Object.entries(resource).filter(([name]) => name !== 'links' && name !== 'url');
  const text = value => (typeof value === 'object' ? JSON.stringify(value) : String(value));
  return el(
    'section',
    {},
    el('h2', {}, kind.name(resource)),
    el(
      'table',
      {},
      el(
        'tbody',
        {},
        ...fields.map(([name, value]) => el('tr', {}, el('th', {}, name), el('td', {}, el('code', {}, text(value))))),
      ),
    ),
    ...kind.inside.map(inner => listView(KINDS[inner], `${base}/${section}/${encodeURIComponent(resource.sid)}`)),
  );
}

/** Shows what the address names: nothing, a service and one of its sections, or one resource. */
async function show() {
  if (!authorization) {
    showLogin();
    return;
  }
  signOut.hidden = false;
  const [service, section, id] = location.hash.slice(1).split('/').filter(Boolean).map(decodeURIComponent);
  if (!service) {
    where.textContent = 'Admin';
    view.replaceChildren(listView(KINDS.Services, ''));
    return;
  }
  where.textContent = service;
  const links = SECTIONS.map(name =>
    el('a', { href: `#${service}/${name}`, 'aria-current': name === section ? 'page' : null }, KINDS[name].title),
  );
  const chosen = section ?? 'Channels';
  view.replaceChildren(
    el('nav.sections', { 'aria-label': 'Sections' }, el('a', { href: '#' }, 'Services'), ...links),
    id ? await detailView(chosen, service, id) : listView(KINDS[chosen], service),
  );
}

signOut.addEventListener('click', () => {
  authorization = null;
  location.hash = '';
  showLogin();
});
addEventListener('hashchange', () => void show());
void show();
