import fc from 'fast-check';

/** What somebody writes into one file. Times are in hours from the beginning of a history. */
export interface Story {
  readonly title: string;
  readonly date: number;
  readonly updated?: number;
  readonly embargo?: number;
  readonly expires?: number;
  readonly section?: string;
  readonly tags: readonly string[];
  readonly authors: readonly string[];
  readonly status?: string;
  readonly correction?: string;
  readonly id?: string;
  readonly slug?: string;
  readonly language?: string;
  /** Headlines of others. */
  readonly related: readonly string[];
  /** Files beside it that its body shows or leads to. */
  readonly shows: readonly string[];
  readonly image?: string;
  readonly text: number;
}

/** Files that come and go, some of them in a folder; few, so that they get in each other's way. */
export const files = ['a.md', 'b.md', 'c.md', 'd.txt', 'e.html', 'desk/a.md', 'desk/b.md'] as const;

export const pictures = ['sea.png', 'desk/land.png'] as const;

/** Spellings of one headline and of another; what is looked for by it must be found whatever the spelling. */
const titles = ['Storm at sea', 'STORM at  Sea', 'The “calm” after', 'Harbour news', 'Ferry', 'Bread'];
/** Two names for one slug, twice. */
const tags = ['Sea', 'sea', 'Land', 'land!', 'Air', 'Fire'];

const seldom = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

export const story: fc.Arbitrary<Story> = fc.record({
  title: fc.constantFrom(...titles),
  date: fc.oneof(
    { weight: 3, arbitrary: fc.integer({ min: -28, max: 0 }) },
    { weight: 2, arbitrary: fc.integer({ min: -90, max: -29 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1, max: 50 }) },
  ),
  updated: seldom(fc.integer({ min: -40, max: 10 })),
  embargo: seldom(fc.integer({ min: 1, max: 30 })),
  expires: seldom(fc.integer({ min: -10, max: 60 })),
  section: fc.constantFrom('World', 'WORLD', 'Town', undefined),
  tags: fc.subarray(tags, { maxLength: 3 }),
  authors: fc.subarray(['Jane Roe', 'jane roe', 'John Doe'], { maxLength: 2 }),
  status: seldom(fc.constantFrom('draft', 'withdrawn')),
  correction: seldom(fc.constantFrom('It was Tuesday.', 'Nobody was hurt.')),
  id: seldom(fc.constantFrom('tag:paper.example,2026:1', 'tag:paper.example,2026:2')),
  slug: seldom(fc.constantFrom('storm', 'ferry')),
  language: seldom(fc.constantFrom('nl', 'en-GB')),
  related: fc.subarray(titles, { maxLength: 2 }),
  shows: fc.subarray(['a.md', 'desk/a.md', 'b.md', 'd.txt', ...pictures], { maxLength: 2 }),
  image: seldom(fc.constantFrom(...pictures)),
  text: fc.nat(3),
});
