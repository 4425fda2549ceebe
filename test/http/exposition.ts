/** What a scrape says: the values of all series, by name and labels as they are written. */
export type Scrape = ReadonlyMap<string, number>;

interface Family {
  readonly name: string;
  readonly type: string;
}

const sample =
  /^([a-zA-Z_:][\w:]*)(?:\{((?:[a-zA-Z_]\w*="(?:[^"\\\n]|\\[\\"n])*",?)*)\})? (-?(?:\d[\d.e+-]*|Inf)|\+Inf)$/;

/**
 * Reads the text format of Prometheus 0.0.4, strictly.
 * @throws an Error for what is no such text: a sample outside its family, a series told twice, buckets that do not add up.
 */
export function parseExposition(text: string): Scrape {
  if (!text.endsWith('\n')) throw new Error('the last line does not end');
  const series = new Map<string, number>();
  const seen = new Set<string>();
  let helped: string | undefined;
  let family: Family | undefined;
  for (const line of text.slice(0, -1).split('\n')) {
    if (line === '') continue;
    const [, comment, about = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.+)$/.exec(line) ?? [];
    if (comment === 'HELP') {
      if (seen.has(about)) throw new Error(`${about} is told twice`);
      seen.add(about);
      helped = about;
    } else if (comment === 'TYPE') {
      if (helped !== about) throw new Error(`${about} has no help`);
      family = { name: about, type: rest };
    } else {
      const [, name = '', labels = '', value = ''] = sample.exec(line) ?? [];
      if (name === '') throw new Error(`no sample: ${line}`);
      if (family === undefined || !belongs(name, family)) throw new Error(`outside its family: ${line}`);
      const key = labels === '' ? name : `${name}{${labels}}`;
      if (series.has(key)) throw new Error(`told twice: ${key}`);
      series.set(key, Number(value.replace('Inf', 'Infinity')));
    }
  }
  checkBuckets(series);
  return series;
}

function belongs(sampled: string, { name, type }: Family): boolean {
  if (type === 'histogram') return [`${name}_bucket`, `${name}_sum`, `${name}_count`].includes(sampled);
  if (type === 'counter') return sampled === name && name.endsWith('_total');
  return type === 'gauge' && sampled === name;
}

function checkBuckets(series: Scrape): void {
  let before = 0;
  for (const [key, value] of series) {
    const [, name, bound, others] = /^(\w+)_bucket\{le="([^"]+)",?(.*)\}$/.exec(key) ?? [];
    if (name === undefined) continue;
    if (value < before) throw new Error(`fewer than below: ${key}`);
    before = bound === '+Inf' ? 0 : value;
    const count = series.get(others === '' ? `${name}_count` : `${name}_count{${others}}`);
    if (bound === '+Inf' && value !== count) throw new Error(`not the count: ${key}`);
  }
}

export async function scrape(url: string): Promise<Scrape> {
  const answer = await fetch(`${url}/metrics`);
  const type = answer.headers.get('content-type');
  if (type !== 'text/plain; version=0.0.4; charset=utf-8') throw new Error(`it is served as ${type}`);
  return parseExposition(await answer.text());
}

/** By how much each series moved, those that did not left out. */
export function moved(before: Scrape, after: Scrape, name: RegExp): Readonly<Record<string, number>> {
  const moves = [...after].map(([key, value]) => [key, value - (before.get(key) ?? 0)] as const);
  return Object.fromEntries(moves.filter(([key, by]) => name.test(key) && by !== 0));
}
