import type { Problem } from '../articles/problem.ts';
import type { PartialSettings } from './schema.ts';

/** What one source says: settings, and in words where each stands (`courant.yaml, line 3`), by dotted name. */
export interface Layer {
  readonly values: PartialSettings;
  readonly origins: ReadonlyMap<string, string>;
  readonly problems: readonly Problem[];
}

export const emptyLayer: Layer = { values: {}, origins: new Map(), problems: [] };

/** The names of what is set, `site.title` or `schedule`. */
export function namesIn(values: PartialSettings): readonly string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return [];
    if (typeof value !== 'object') return [name];
    return Object.entries(value).flatMap(([inner, set]) => (set === undefined ? [] : [`${name}.${inner}`]));
  });
}

/** The first layer beats the second, setting by setting. */
export function overlay(over: Layer, under: Layer): Layer {
  const [a, b] = [over.values, under.values];
  return {
    values: {
      ...set(b),
      ...set(a),
      site: { ...set(b.site), ...set(a.site) },
      articles: { ...set(b.articles), ...set(a.articles) },
      feeds: { ...set(b.feeds), ...set(a.feeds) },
      cache: { ...set(b.cache), ...set(a.cache) },
      listen: { ...set(b.listen), ...set(a.listen) },
    },
    origins: new Map([...under.origins, ...over.origins]),
    problems: [...over.problems, ...under.problems],
  };
}

function set<T extends object>(values: T | undefined): Partial<T> {
  const entries = Object.entries(values ?? {}).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
