/** Dark or light: as the system says, until somebody chooses. The choice lasts as long as the page. */
import { h } from './dom.js';

const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set();
let chosen = null;

export function dark() {
  return chosen === null ? system.matches : chosen === 'dark';
}

function apply() {
  document.documentElement.dataset.theme = dark() ? 'dark' : 'light';
  listeners.forEach((listener) => listener());
}

export function onTheme(listener) {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function themeButton() {
  const button = h('button', { class: 'icon', type: 'button', click: () => {
    chosen = dark() ? 'light' : 'dark';
    apply();
    name();
  } });
  const name = () => {
    button.textContent = dark() ? '☀' : '☾';
    button.setAttribute('aria-label', dark() ? 'Use light colours' : 'Use dark colours');
    button.title = button.getAttribute('aria-label');
  };
  system.addEventListener('change', () => {
    apply();
    name();
  });
  name();
  return button;
}

/** A colour of theme.css as it is now, as a canvas takes it. */
export function colour(name, alpha = 1) {
  const probe = h('span', { hidden: true });
  document.body.append(probe);
  probe.style.color = `var(--${name})`;
  const resolved = getComputedStyle(probe).color;
  probe.remove();
  return alpha === 1 ? resolved : resolved.replace('rgb(', 'rgba(').replace(')', `, ${alpha})`);
}

apply();
