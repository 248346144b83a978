/** A picture with the boxes that were found on it. */
import { h, svg } from './dom.js';
import { percent } from './format.js';

/** detections as the contract has them; without a picture the boxes alone, in a frame that holds them. */
export function picture(image, detections, name) {
  const width = image?.naturalWidth ?? extent(detections, 'x2');
  const height = image?.naturalHeight ?? extent(detections, 'y2');
  const unit = Math.max(width, height) / 100;
  const found = detections.map((one) => box(one, unit));
  const words = detections.length === 0 ? 'nothing was found' : detections.map((one) => `${one.label} (${percent(one.score)})`).join(', ');
  return {
    element: h('div', { class: 'picture' },
      svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${name}: ${words}` },
        image ? svg('image', { href: image.src, width, height }) : svg('rect', { class: 'blank', width, height }),
        found)),
    highlight: (at) => found.forEach((group, index) => group.classList.toggle('on', index === at)),
  };
}

function extent(detections, side) {
  return Math.max(64, ...detections.map((one) => one.box[side])) * 1.04;
}

function box({ label, score, box: { x1, y1, x2, y2 } }, unit) {
  const size = unit * 3;
  const text = `${label} ${Math.round(score * 100)}`;
  const tagWidth = size * (0.62 * text.length + 0.7);
  const tagY = y1 > size * 1.5 ? y1 - size * 1.4 : y1;
  const frame = { x: x1, y: y1, width: Math.max(1, x2 - x1), height: Math.max(1, y2 - y1) };
  return svg('g', {},
    svg('rect', { class: 'frame', ...frame }),
    svg('rect', { class: 'box', ...frame }),
    svg('rect', { class: 'tag', x: x1, y: tagY, width: tagWidth, height: size * 1.4 }),
    svg('text', { x: x1 + size * 0.35, y: tagY + size * 1.05, 'font-size': size }, text));
}

/** The same as a list, whose entries show their box when pointed at or focused. */
export function detectionList(detections, highlight) {
  if (detections.length === 0) return h('p', { class: 'muted' }, 'Nothing was found on it.');
  return h('table', {},
    h('caption', { class: 'hidden' }, 'What was found'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Label'), h('th', { scope: 'col', class: 'n' }, 'Score'), h('th', { scope: 'col', class: 'n' }, 'Box (x1, y1 – x2, y2)'))),
    h('tbody', {}, detections.map((one, at) => h('tr', {
      mouseenter: () => highlight(at), mouseleave: () => highlight(-1),
    },
    h('th', { scope: 'row' }, one.label), h('td', { class: 'n' }, percent(one.score)),
    h('td', { class: 'n mono' }, `${Math.round(one.box.x1)}, ${Math.round(one.box.y1)} – ${Math.round(one.box.x2)}, ${Math.round(one.box.y2)}`)))));
}

export function classList(classes) {
  return h('table', {},
    h('caption', { class: 'hidden' }, 'Classes'),
    h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'Label'), h('th', { scope: 'col', class: 'n' }, 'Score'))),
    h('tbody', {}, classes.slice(0, 10).map((one) => h('tr', {}, h('th', { scope: 'row' }, one.label), h('td', { class: 'n' }, percent(one.score))))));
}

/** An image element that has been decoded. */
export async function decoded(url) {
  const image = new Image();
  image.src = url;
  await image.decode();
  return image;
}
