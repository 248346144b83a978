/** Lines over time, drawn by uPlot; in words for those who cannot see them. */
import uPlot from './lib/uPlot.js';
import { h } from './dom.js';
import { colour, onTheme } from './theme.js';

const HEIGHT = 168;

/** series: [{ name, colour, value(number): text }]; data: [times, ...values]. */
export function chart(title, series, { format, area = false }) {
  const plotAt = h('div', { class: 'plot', 'aria-hidden': 'true' });
  const words = h('p', { class: 'hidden' });
  const figure = h('figure', { class: 'card chart' },
    h('figcaption', {}, h('h2', {}, title),
      h('ul', { class: 'legend' }, series.map((one) => h('li', {}, h('span', { class: `swatch ${one.colour}` }), one.name)))),
    plotAt, words);
  let plot = null;
  let data = [[], ...series.map(() => [])];

  const draw = () => {
    plot?.destroy();
    plot = new uPlot(options(plotAt.clientWidth || 360, series, format, area), data, plotAt);
  };
  const sized = new ResizeObserver(() => plot?.setSize({ width: plotAt.clientWidth, height: HEIGHT }));
  const ended = onTheme(draw);

  return {
    figure,
    show(next) {
      data = next;
      if (plot === null) {
        draw();
        sized.observe(plotAt);
      } else {
        plot.setData(data);
      }
      words.textContent = `${title}, last five minutes: ${series.map((one, at) => `${one.name} now ${format(last(next[at + 1]))}, at most ${format(most(next[at + 1]))}`).join('; ')}.`;
    },
    close() {
      ended();
      sized.disconnect();
      plot?.destroy();
    },
  };
}

function last(values) {
  return values.findLast((value) => value !== null) ?? 0;
}

function most(values) {
  return values.reduce((a, b) => Math.max(a, b ?? 0), 0);
}

function options(width, series, format, area) {
  const axis = {
    stroke: colour('muted'),
    grid: { stroke: colour('line'), width: 1 },
    ticks: { show: false },
    font: '12px system-ui, sans-serif',
    gap: 4,
  };
  return {
    width,
    height: HEIGHT,
    padding: [6, 18, 0, 0],
    legend: { show: false },
    cursor: { y: false, points: { size: 6 } },
    scales: { x: { time: true }, y: { range: (_, low, high) => [0, high > 0 ? high * 1.1 : 1] } },
    axes: [
      { ...axis, size: 26, space: 70, values: (_, ticks) => ticks.map((at) => new Date(at * 1000).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' })) },
      { ...axis, size: 58, space: 34, values: (_, ticks) => ticks.map(format) },
    ],
    series: [{}, ...series.map((one) => ({
      label: one.name,
      stroke: colour(one.colour === 'muted' ? 'line-strong' : one.colour),
      width: 1.75,
      points: { show: false },
      fill: area ? colour(one.colour, 0.12) : undefined,
    }))],
  };
}
