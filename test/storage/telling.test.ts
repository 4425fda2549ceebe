import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Inspection, inspect } from '../../src/storage/inspection.ts';
import { createShaping } from '../../src/storage/shaping.ts';
import { tell } from '../../src/storage/telling.ts';
import { plant } from './tree.ts';

const site = {
  url: 'https://example.org',
  title: 'Example',
  description: '',
  language: 'en',
  timezone: 'Europe/Istanbul',
  authors: [{ name: 'Desk', url: 'https://example.org/desk' }],
};

const golden = new URL('../golden/', import.meta.url).pathname;
const stored = readdirSync(golden, { recursive: true, withFileTypes: true }).filter(
  ({ name, parentPath }) => parentPath.includes('/articles') && /\.(?:md|txt|html)$/.test(name),
);

function throughJson(inspection: Inspection, key: string): Inspection {
  return createShaping()(JSON.parse(JSON.stringify(tell(inspection, key))), key);
}

/** As it arrives: with room for an id. */
function expected(inspection: Inspection): Inspection {
  if ('trouble' in inspection || inspection.composed?.article === undefined) return inspection;
  const { composed } = inspection;
  return { ...inspection, composed: { ...composed, article: { ...composed.article, id: '' } } as never };
}

test.each([
  ['as files say it', {}],
  ['with values for its folder', { language: 'tr', tags: ['a', '???', 'B c'], section: '★' }],
])('whatever is inspected arrives as it was, %s', (_, defaults) => {
  expect(stored.length).toBeGreaterThan(60);
  for (const { name, parentPath } of stored) {
    const key = join(parentPath, name).slice(golden.length);
    const context = { timezone: 'Europe/Istanbul', defaults };
    const file = { key, path: join(golden, key), context };
    const inspection = inspect(file, { site, permalink: '/{section}/{year}/{slug}' });
    expect(throughJson(inspection, key)).toEqual(expected(inspection));
  }
});

test.each<[string, string | undefined]>([
  ['nothing', ''],
  ['an id that is a URI', '---\nid: tag:example.org,2025:1\ntitle: A\ndate: 2025-05-04\n---\n![](p.png)'],
  [
    'an id of its own',
    '---\nid: 4711\ntitle: A\ndate: 2025-05-04\nexpires: 2025-05-05\n---\n![](p.png) ![](q.png)',
  ],
  ['a draft without a date', '---\ndraft: true\ntitle: A\n---\n'],
  ['no title', '---\ndate: 2025-05-04\n---\n'],
  ['a file that is gone', undefined],
])('so does %s', (_, text) => {
  const folder = plant({ 'other.md': '' });
  if (text !== undefined) writeFileSync(join(folder, 'a.md'), text);
  const file = { key: 'a.md', path: join(folder, 'a.md'), context: { timezone: 'UTC', defaults: {} } };
  const completion = { site, permalink: '/{slug}' };
  const inspection = inspect(file, completion);
  expect(throughJson(inspection, 'a.md')).toEqual(expected(inspection));
  const { revision } = { revision: '', ...inspection };
  const known = inspect({ ...file, known: revision }, completion);
  expect(throughJson(known, 'a.md')).toEqual(expected(known));
});
