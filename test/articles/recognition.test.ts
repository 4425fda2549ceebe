import { describe, expect, it } from 'vitest';
import type { Fingerprint } from '../../src/articles/identity.ts';
import { type Remembered, recognise } from '../../src/articles/recognition.ts';
import { urlUuid } from '../../src/articles/uuid.ts';

const site = 'https://example.org';
const newId = (name: string): string => `urn:uuid:${urlUuid(`${site}/${name}`)}`;

const print = (key: string, other: Partial<Fingerprint> = {}): Fingerprint => ({
  key,
  title: `Title of ${key}`,
  slug: `slug-of-${key}`,
  published: 1_700_000_000_000,
  digest: `digest of ${key}`,
  ...other,
});

const memory = (...records: readonly Remembered[]): ReadonlyMap<string, Remembered> =>
  new Map(records.map((record) => [record.key, record]));

/** Asked and present are the same here unless more is said to be present. */
function ids(
  remembered: ReadonlyMap<string, Remembered>,
  asked: readonly Fingerprint[],
  alsoPresent: readonly string[] = [],
): readonly string[] {
  const present = new Set([...asked.map(({ key }) => key), ...alsoPresent]);
  return recognise(remembered, asked, present, site).ids;
}

describe('UUID version 5 in the URL namespace', () => {
  it.each([
    ['https://example.org/news/a.md', '8aba9e56-ae52-52bf-a257-fc3a412382ab'],
    ['http://localhost:3000/wire/Zürich é.txt', 'c858ccfd-af6d-5fb6-90e9-7fa068fda640'],
    ['', '1b4db7eb-4057-5ddf-91e0-36dec72071f5'],
  ])('of %j is what other implementations give', (name, uuid) => {
    expect(urlUuid(name)).toBe(uuid);
  });
});

describe('a key that is remembered', () => {
  const before = { ...print('a.md'), id: 'tag:a' };

  it.each<[string, Partial<Fingerprint>]>([
    ['nothing changed', {}],
    ['its text was edited', { digest: 'other' }],
    ['its title was edited', { title: 'Other', digest: 'other' }],
    ['its slug and date were edited', { slug: 'other', published: 5, digest: 'other' }],
    ['everything changed', { title: 'Other', slug: 'other', published: 5, digest: 'other' }],
  ])('keeps its id when %s', (_, change) => {
    expect(ids(memory(before), [print('a.md', change)])).toEqual(['tag:a']);
  });

  it('is remembered anew only when it changed', () => {
    const same = recognise(memory(before), [print('a.md')], new Set(['a.md']), site);
    expect(same.changes).toEqual([]);
    const edited = print('a.md', { digest: 'other' });
    expect(recognise(memory(before), [edited], new Set(['a.md']), site).changes).toEqual([
      { article: { ...edited, id: 'tag:a' } },
    ]);
  });

  it('keeps its id when the site moves to another domain, unlike one that is new', () => {
    const asked = [print('a.md'), print('b.md')];
    const moved = recognise(memory(before), asked, new Set(['a.md', 'b.md']), 'https://elsewhere.example');
    expect(moved.ids).toEqual(['tag:a', `urn:uuid:${urlUuid('https://elsewhere.example/b.md')}`]);
  });

  it('keeps its id though a vanished article is the very same', () => {
    const gone = { ...print('gone.md', { digest: 'same' }), id: 'tag:gone' };
    expect(ids(memory(before, gone), [print('a.md', { digest: 'same' })])).toEqual(['tag:a']);
  });
});

describe('a key never seen', () => {
  const old = { ...print('old.md', { title: 'T', slug: 's', published: 7, digest: 'd' }), id: 'tag:old' };

  it.each<[string, Partial<Fingerprint>]>([
    ['digest', { digest: 'd' }],
    ['slug and instant', { slug: 's', published: 7 }],
    ['title and instant', { title: 'T', published: 7 }],
  ])('takes over the id of a vanished article of equal %s', (_, marks) => {
    expect(ids(memory(old), [print('new.md', marks)])).toEqual(['tag:old']);
  });

  it.each<[string, Partial<Fingerprint>]>([
    ['slug alone', { slug: 's' }],
    ['title alone', { title: 'T' }],
    ['instant alone', { published: 7 }],
    ['slug, at another instant, and title', { slug: 's', title: 'T', published: 8 }],
  ])('gets an id of its own when only its %s is that of a vanished article', (_, marks) => {
    expect(ids(memory(old), [print('new.md', marks)])).toEqual([newId('new.md')]);
  });

  it.each(['slug', 'title', 'digest'] as const)('finds nothing by an empty %s', (mark) => {
    const nameless = { ...old, [mark]: '' };
    expect(ids(memory(nameless), [print('new.md', { published: 7, [mark]: '' })])).toEqual([newId('new.md')]);
  });

  it('is a copy with an id of its own while the original is present', () => {
    const copy = print('new.md', { title: 'T', slug: 's', published: 7, digest: 'd' });
    expect(ids(memory(old), [copy], ['old.md'])).toEqual([newId('new.md')]);
  });

  it('moves the record, so that what is put at the old key later is another article', () => {
    const asked = print('new.md', { digest: 'd' });
    const { changes } = recognise(memory(old), [asked], new Set(['new.md']), site);
    expect(changes).toEqual([{ article: { ...asked, id: 'tag:old' }, from: 'old.md' }]);
  });

  it('gets a further id when its own belongs to an article that moved away from its key', () => {
    const moved = { ...print('elsewhere.md'), id: newId('a.md') };
    expect(ids(memory(moved), [print('a.md')], ['elsewhere.md'])).toEqual([newId('a.md#2')]);
    const again = { ...print('third.md'), id: newId('a.md#2') };
    expect(ids(memory(moved, again), [print('a.md')], ['elsewhere.md', 'third.md'])).toEqual([
      newId('a.md#3'),
    ]);
  });

  it('gets the id that it had when the register is lost, in whichever form of Unicode its key comes', () => {
    expect(ids(memory(), [print('caf\u00e9.md')])).toEqual(ids(memory(), [print('cafe\u0301.md')]));
  });
});

describe('where several fit', () => {
  const vanished = (key: string, marks: Partial<Fingerprint>): Remembered => ({
    ...print(key, marks),
    id: `tag:${key}`,
  });

  it('the best rule wins over the order of keys', () => {
    const byTitle = vanished('1.md', { title: 'T', published: 7 });
    const bySlug = vanished('2.md', { slug: 's', published: 7 });
    const byDigest = vanished('3.md', { digest: 'd' });
    const asked = [print('new.md', { title: 'T', slug: 's', published: 7, digest: 'd' })];
    expect(ids(memory(byTitle, bySlug, byDigest), asked)).toEqual(['tag:3.md']);
    expect(ids(memory(byTitle, bySlug), asked)).toEqual(['tag:2.md']);
    expect(ids(memory(byTitle), asked)).toEqual(['tag:1.md']);
  });

  it('the best rule wins over the order of the asked', () => {
    const one = vanished('1.md', { title: 'T', published: 7, digest: 'd' });
    const asked = [print('a.md', { title: 'T', published: 7 }), print('b.md', { digest: 'd' })];
    expect(ids(memory(one), asked)).toEqual([newId('a.md'), 'tag:1.md']);
  });

  it('the first by key goes to the first by key, each once', () => {
    const same = { digest: 'd' };
    const remembered = memory(vanished('2.md', same), vanished('1.md', same));
    const asked = [print('c.md', same), print('a.md', same), print('b.md', same)];
    expect(ids(remembered, asked)).toEqual([newId('c.md'), 'tag:1.md', 'tag:2.md']);
  });

  it('copies in a folder that was renamed find their own slugs', () => {
    const remembered = memory(
      vanished('a/1.md', { digest: 'd', slug: '1' }),
      vanished('a/2.md', { digest: 'd', slug: '2' }),
    );
    expect(ids(remembered, [print('b/2.md', { digest: 'd', slug: '2' })])).toEqual(['tag:a/2.md']);
  });
});

it('after a first start with 100,000 articles, a rename of the folder of them all changes no id', () => {
  const first = Array.from({ length: 100_000 }, (_, n) => print(`old/${n}.md`, { digest: `${n % 1000}` }));
  const before = recognise(new Map(), first, new Set(first.map(({ key }) => key)), site);
  const remembered = memory(...before.changes.map(({ article }) => article));
  const moved = first.map((one) => ({ ...one, key: one.key.replace('old', 'new') }));
  const after = recognise(remembered, moved, new Set(moved.map(({ key }) => key)), site);
  expect(after.ids.join('\n') === before.ids.join('\n')).toBe(true);
});

it('of 70,000 articles whose texts all changed places, each keeps its id', () => {
  const all = Array.from({ length: 70_000 }, (_, n) => print(`${n}.md`));
  const remembered = new Map(all.map((one) => [one.key, { ...one, id: one.digest }]));
  const shifted = all.map(({ key }, n) => ({ ...(all.at(n - 1) ?? print('none')), key }));
  const after = recognise(remembered, shifted, remembered, site);
  expect(after.ids.join('\n') === shifted.map(({ digest }) => digest).join('\n')).toBe(true);
});

describe('content comes before the key', () => {
  const a = { ...print('a.md'), id: 'tag:a' };
  const b = { ...print('b.md'), id: 'tag:b' };
  const at = (key: string, one: Fingerprint, change: Partial<Fingerprint> = {}): Fingerprint => ({
    ...one,
    key,
    ...change,
  });
  const newcomer = print('a.md', { title: 'Another', slug: 'another', published: 9, digest: 'another' });

  it('when a piece moved and another took its name before anybody looked', () => {
    expect(ids(memory(a), [newcomer, at('b.md', a)])).toEqual([newId('a.md'), 'tag:a']);
    // Its own id taken: by the piece that began at this key.
    const first = { ...a, id: newId('a.md') };
    expect(ids(memory(first), [newcomer, at('b.md', a)])).toEqual([newId('a.md#2'), newId('a.md')]);
  });

  it('when the newcomer has the date and the slug too, as the name of the file gives the slug', () => {
    const same = print('a.md', { title: 'Another', slug: a.slug, digest: 'another' });
    expect(ids(memory(a), [same, at('b.md', a, { slug: 'b' })])).toEqual([newId('a.md'), 'tag:a']);
  });

  it('when the piece that moved was edited too', () => {
    const edited = at('b.md', a, { digest: 'edited', slug: 'b' });
    expect(ids(memory(a), [newcomer, edited])).toEqual([newId('a.md'), 'tag:a']);
  });

  it('when two files, or three, changed places', () => {
    expect(ids(memory(a, b), [at('a.md', b), at('b.md', a)])).toEqual(['tag:b', 'tag:a']);
    const c = { ...print('c.md'), id: 'tag:c' };
    expect(ids(memory(a, b, c), [at('a.md', b), at('b.md', c), at('c.md', a)])).toEqual([
      'tag:b',
      'tag:c',
      'tag:a',
    ]);
  });

  it('when two of one title changed places, and when two of one slug and day did', () => {
    for (const same of [{ title: 'Weather' }, { slug: 'weather' }]) {
      const one = { ...a, ...same };
      const other = { ...b, ...same };
      expect(ids(memory(one, other), [at('a.md', other), at('b.md', one)])).toEqual(['tag:b', 'tag:a']);
    }
  });

  it('when a piece is moved over another, which is known again when it comes back elsewhere', () => {
    const { ids: first, changes } = recognise(memory(a, b), [at('b.md', a)], new Set(['b.md']), site);
    expect(first).toEqual(['tag:a']);
    expect(changes).toEqual([
      { article: { ...b, key: '/tag:b' }, from: 'b.md' },
      { article: { ...at('b.md', a), id: 'tag:a' }, from: 'a.md' },
    ]);
    const after = memory(...changes.map(({ article }) => article));
    expect(ids(after, [at('c.md', b)], ['b.md'])).toEqual(['tag:b']);
  });

  it('when a piece is moved over another of its day, whose slug is that of its name too', () => {
    const gone = { ...a, slug: 'a' };
    const over = { ...b, slug: 'b' };
    expect(ids(memory(gone, over), [at('b.md', gone, { slug: 'b' })])).toEqual(['tag:a']);
  });

  it('when a file has the very text of an article that was deleted, and nothing of its own any more', () => {
    expect(ids(memory(a, b), [at('b.md', a)])).toEqual(['tag:a']);
  });
});

describe('the key keeps its id', () => {
  const a = { ...print('a.md'), id: 'tag:a' };

  it('when a copy is laid aside before an edit, of the text or of the title', () => {
    const copy = { ...a, key: 'a-old.md' };
    for (const edit of [{ digest: 'edited' }, { digest: 'edited', title: 'Other' }]) {
      expect(ids(memory(a), [print('a.md', edit), copy])).toEqual(['tag:a', newId('a-old.md')]);
    }
  });

  it('not when what is there then is like nothing of it: the copy is the article', () => {
    const other = print('a.md', { title: 'Other', published: 5, digest: 'other' });
    expect(ids(memory(a), [other, { ...a, key: 'a-old.md' }])).toEqual([newId('a.md'), 'tag:a']);
  });

  it('when an edit makes it equal to a deleted article of the same title', () => {
    const b = { ...print('b.md', { title: a.title }), id: 'tag:b' };
    expect(ids(memory(a, b), [{ ...a, key: 'b.md' }])).toEqual(['tag:b']);
  });

  it('when an editor saves through a file that was seen for an instant', () => {
    const temporary = { ...a, key: 'a.tmp.md', digest: 'edited', id: 'tag:temporary' };
    expect(ids(memory(a, temporary), [print('a.md', { digest: 'edited' })])).toEqual(['tag:a']);
  });

  it('when a template that others have too is filled in, and is copied once more', () => {
    const template = { title: 'Untitled', slug: 'untitled', published: 1, digest: 'template' };
    const first = { ...print('a.md', template), id: 'tag:a' };
    const second = { ...print('b.md', template), id: 'tag:b' };
    const filled = print('a.md');
    const third = print('c.md', template);
    expect(ids(memory(first, second), [filled, third], ['b.md'])).toEqual(['tag:a', newId('c.md')]);
    const fourth = print('d.md', template);
    expect(ids(memory(first), [filled, third, fourth])).toEqual(['tag:a', newId('c.md'), newId('d.md')]);
  });

  it('when it is a name that the article gives itself, whatever has its text', () => {
    const named = { ...print('id:4711'), id: 'tag:named' };
    const other = print('id:4711', { title: 'Other', slug: 'other', published: 5, digest: 'other' });
    expect(ids(memory(named), [other, { ...named, key: 'b.md' }])).toEqual(['tag:named', newId('b.md')]);
  });

  it('when only the slug and the day of what it was are found in another folder', () => {
    const rewritten = print('a.md', { title: 'Other', slug: 'other', published: 5, digest: 'other' });
    const namesake = print('x/a.md', { slug: a.slug });
    expect(ids(memory(a), [rewritten, namesake])).toEqual(['tag:a', newId('x/a.md')]);
  });

  it('when a vanished article is under a name never seen, too', () => {
    const gone = { ...print('gone.md'), id: 'tag:gone' };
    const copies = [
      { ...gone, key: 'a.md' },
      { ...gone, key: 'b.md' },
    ];
    expect(ids(memory(a, gone), copies)).toEqual(['tag:a', 'tag:gone']);
  });

  it('when its slug and instant, but not its title, are those of an article that vanished', () => {
    const gone = { ...print('x/a.md', { slug: 'a', published: 5 }), id: 'tag:gone' };
    const rewritten = print('a.md', { title: 'Other', slug: 'a', published: 5, digest: 'other' });
    expect(ids(memory(a, gone), [rewritten])).toEqual(['tag:a']);
  });
});

it('an edit of text looks at no other of all that is remembered', () => {
  const before = { ...print('a.md'), id: 'tag:a' };
  const many = new Map([['a.md', before]]);
  const only = Object.assign(Object.create(Map.prototype), {
    get: (key: string) => many.get(key),
    values: () => expect.unreachable('all were looked at'),
    [Symbol.iterator]: () => expect.unreachable('all were looked at'),
  }) as ReadonlyMap<string, Remembered>;
  const edited = print('a.md', { digest: 'edited' });
  expect(recognise(only, [edited], new Set(['a.md']), site).ids).toEqual(['tag:a']);
});
