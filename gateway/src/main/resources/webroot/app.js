import { FrameDrawer } from './frames.js';
import { Pane } from './pane.js';

/** `?user=alice` shows one user alone; `?left=alice&right=bob` names both. */
const asked = new URLSearchParams(location.search);
const identities = asked.has('user')
  ? [asked.get('user')]
  : [
      asked.get('left') ?? localStorage.getItem('chorus.left') ?? 'alice',
      asked.get('right') ?? localStorage.getItem('chorus.right') ?? 'bob',
    ];

const drawer = new FrameDrawer(document);
const holder = document.getElementById('panes');
const panes = identities.map((identity, position) => {
  const pane = new Pane(identity, packet => drawer.add(position, pane.identity, packet));
  pane.onidentity = chosen => {
    drawer.name(position, chosen);
    if (!asked.has('user')) {
      localStorage.setItem(position === 0 ? 'chorus.left' : 'chorus.right', chosen);
    }
  };
  drawer.name(position, identity);
  holder.append(pane.element);
  return pane;
});

const switches = [...document.querySelectorAll('.switch button')];
function show(position) {
  panes.forEach((pane, index) => (pane.element.dataset.shown = String(index === position)));
  switches.forEach((button, index) => button.setAttribute('aria-pressed', String(index === position)));
}
switches.forEach((button, index) => {
  button.hidden = index >= panes.length;
  button.addEventListener('click', () => show(index));
});
show(0);

await Promise.all(panes.map(pane => pane.connect()));
