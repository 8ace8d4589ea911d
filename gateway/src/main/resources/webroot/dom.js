/**
 * An element.
 *
 * @param {string} tag its name, with classes as in CSS: `div.card`
 * @param {Record<string, unknown>} attributes attributes, and listeners whose names begin with `on`
 * @param {(Node | string | null)[]} children what it holds; null is left out
 */
export function el(tag, attributes = {}, ...children) {
  const [name, ...classes] = tag.split('.');
  const element = document.createElement(name);
  element.classList.add(...classes);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (typeof value === 'boolean' && !key.includes('-')) {
      element.toggleAttribute(key, value);
    } else if (value !== undefined && value !== null) {
      // Of the aria- and data- kind: there, true and false are words.
      element.setAttribute(key, String(value));
    }
  }
  element.append(...children.filter(child => child !== null));
  return element;
}

/** Does at most one thing per frame, however often it is asked to. */
export function oncePerFrame(action) {
  let scheduled = false;
  return () => {
    if (!scheduled) {
      scheduled = true;
      requestAnimationFrame(() => {
        scheduled = false;
        action();
      });
    }
  };
}

/** Shows for a moment that something has changed. */
export function flash(element) {
  element.classList.remove('changed');
  requestAnimationFrame(() => element.classList.add('changed'));
}

/** A form with one text field that is cleared when it was sent. */
export function lineForm({ label, action, onsend, oninput, extra = null }) {
  const input = el('input', { type: 'text', 'aria-label': label, placeholder: label, autocomplete: 'off', oninput });
  const form = el('form', {}, input, extra, el('button.main', { type: 'submit' }, action));
  form.addEventListener('submit', event => {
    event.preventDefault();
    const text = input.value.trim();
    if (text) {
      input.value = '';
      onsend(text);
    }
  });
  return form;
}
