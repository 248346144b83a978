/** Numbers, times and durations as people read them. What is not known is a dash. */

const DASH = '–';
const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

export function count(value) {
  return Number.isFinite(value) ? whole.format(value) : DASH;
}

export function decimal(value, digits = 1) {
  return Number.isFinite(value)
    ? new Intl.NumberFormat('en', { maximumFractionDigits: digits, minimumFractionDigits: 0 }).format(value)
    : DASH;
}

export function percent(share) {
  return Number.isFinite(share) ? `${decimal(share * 100, share > 0 && share < 0.1 ? 1 : 0)} %` : DASH;
}

/** Of seconds. */
export function duration(seconds) {
  if (!Number.isFinite(seconds)) return DASH;
  if (seconds <= 0) return '0 s';
  if (seconds < 0.0995) return `${decimal(seconds * 1000, seconds < 0.00995 ? 1 : 0)} ms`;
  if (seconds < 0.9995) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 99.5) return `${decimal(seconds, seconds < 9.95 ? 1 : 0)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  if (seconds < 172800) return `${decimal(seconds / 3600, 1)} h`;
  return `${Math.round(seconds / 86400)} d`;
}

/** Of milliseconds; the contract counts those of the whole way in whole ones. */
export function millis(value) {
  return value === 0 ? 'under 1 ms' : duration(value / 1000);
}

export function time(iso) {
  return iso ? new Date(iso).toLocaleTimeString('en-GB', { hour12: false }) : DASH;
}

export function moment(iso) {
  if (!iso) return DASH;
  const at = new Date(iso);
  const today = new Date().toDateString() === at.toDateString();
  return today ? time(iso) : `${at.toLocaleDateString('en-CA')} ${time(iso)}`;
}

export function ago(iso) {
  if (!iso) return DASH;
  const seconds = (Date.now() - new Date(iso).getTime()) / 1000;
  return seconds < 1.5 ? 'just now' : `${duration(seconds)} ago`;
}

export function bytes(value) {
  if (!Number.isFinite(value)) return DASH;
  if (value < 1024) return `${value} B`;
  return value < 1048576 ? `${decimal(value / 1024)} KiB` : `${decimal(value / 1048576)} MiB`;
}

/** The part of an id that tells it from others: its end. */
export function shortId(id) {
  const [kind] = id.split('_');
  return id.length > 22 ? `${kind}_…${id.slice(-10)}` : id;
}
