import type { Status } from '../article.ts';
import { nearest } from '../nearest.ts';
import type { Entries, Entry } from './datum.ts';
import { find, kindOf, shown, spotOf, truthOf } from './scalars.ts';
import type { Sheet } from './sheet.ts';

const words: Readonly<Record<string, Status>> = {
  published: 'published',
  publish: 'published',
  public: 'published',
  live: 'published',
  final: 'published',
  usable: 'published',
  draft: 'draft',
  private: 'draft',
  pending: 'draft',
  unpublished: 'draft',
  hidden: 'draft',
  review: 'draft',
  withdrawn: 'withdrawn',
  withheld: 'withdrawn',
  retracted: 'withdrawn',
  killed: 'withdrawn',
  kill: 'withdrawn',
  canceled: 'withdrawn',
  cancelled: 'withdrawn',
  deleted: 'withdrawn',
};
const known: readonly Status[] = ['published', 'draft', 'withdrawn'];

/** What hides an article in the tools that know it, and the truth value with which it does. */
const hiding: readonly [name: string, value: boolean][] = [
  ['draft', true],
  ['published', false],
  ['publish', false],
  ['headless', true],
  ['permalink', false],
  ['eleventyexcludefromcollections', true],
];

/**
 * Published, draft or withdrawn. A status that is no word of these is an error: published by mistake is worse than not.
 * What says that it is hidden, by whatever name, is; unless it is withdrawn.
 */
export function readStatus(entries: Entries, sheet: Sheet): void {
  const status = find(entries, ['status', 'pubstatus']);
  const told = status === undefined ? undefined : statusOf(status, sheet);
  if (status !== undefined && told === 'withdrawn') sheet.put('status', told, status.origin);
  for (const [name, value] of hiding) {
    const entry = entries.get(name);
    if (entry !== undefined && truthOf(entry.datum) === value) sheet.put('status', 'draft', entry.origin);
  }
  const unlisted = unlistedBy(find(entries, ['build']));
  if (unlisted !== undefined) sheet.put('status', 'draft', unlisted);
  if (status !== undefined) sheet.put('status', told, status.origin);
  const published = entries.get('published');
  checkDraft(entries.get('draft'), sheet);
  if (published !== undefined && truthOf(published.datum) === true)
    sheet.put('status', 'published', published.origin);
}

function statusOf(entry: Entry, sheet: Sheet): Status | undefined {
  const text = entry.datum.kind === 'text' ? entry.datum.text.trim().toLowerCase() : '';
  const status = Object.hasOwn(words, text) ? words[text] : undefined;
  if (status !== undefined || (text === '' && entry.datum.kind === 'text')) return status;
  const what = entry.datum.kind === 'text' ? `"${shown(entry.datum.text)}"` : `a ${kindOf(entry.datum)}`;
  const word = nearest(text, Object.keys(words));
  const remedy =
    word === undefined
      ? `write ${known.join(', ')}`
      : `did you mean ${words[word]}? Write ${known.join(', ')}`;
  sheet.failed.add('status');
  sheet.error(spotOf(entry), `"${entry.name}" is ${what}, which is no status; ${remedy}`);
  return undefined;
}

/** Hugo's `build.list: never`. */
function unlistedBy(build: Entry | undefined): string | undefined {
  const list = build?.datum.kind === 'map' ? build.datum.entries.get('list') : undefined;
  if (list === undefined || list.datum.kind !== 'text') return undefined;
  const isHidden = list.datum.text.trim().toLowerCase() === 'never' || truthOf(list.datum) === false;
  return isHidden ? list.origin : undefined;
}

/** `draft: ture` must not be published. */
function checkDraft(entry: Entry | undefined, sheet: Sheet): void {
  if (entry === undefined) return;
  if (truthOf(entry.datum) === false) sheet.put('status', 'published', entry.origin);
  if (truthOf(entry.datum) !== undefined) return;
  if (entry.datum.kind === 'text' && entry.datum.text.trim() === '') return;
  const what = entry.datum.kind === 'text' ? `"${shown(entry.datum.text)}"` : `a ${kindOf(entry.datum)}`;
  sheet.failed.add('status');
  sheet.error(spotOf(entry), `"${entry.name}" is ${what}, but should be true or false`);
}
