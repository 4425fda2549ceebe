import type { Complaint } from './complaint.ts';

/** Hand-made feeds that share a name. Looked for in what was written, so that other faults hide none of them. */
export function findTwins(written: unknown): readonly Complaint[] {
  const made = below(below(written, 'feeds'), 'made');
  if (!Array.isArray(made)) return [];
  const seen = new Set<unknown>();
  return made.flatMap((feed: unknown, index) => {
    const name = below(feed, 'name');
    const twin = typeof name === 'string' && seen.has(name);
    seen.add(name);
    const wrong = 'is the name of an earlier feed: give every feed a name of its own';
    return twin ? [{ path: ['feeds', 'made', index, 'name'], key: false, wrong }] : [];
  });
}

function below(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).find(([own]) => own === key)?.[1]
    : undefined;
}
