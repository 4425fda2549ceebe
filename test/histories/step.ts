import fc from 'fast-check';
import { files, pictures, type Story, story } from './story.ts';

/** One thing that happens to a paper. */
export type Deed =
  | { readonly kind: 'write'; readonly file: string; readonly story: Story }
  | { readonly kind: 'spoil'; readonly file: string }
  | { readonly kind: 'rename'; readonly file: string; readonly to: string }
  | { readonly kind: 'copy'; readonly file: string; readonly to: string }
  | { readonly kind: 'delete'; readonly file: string }
  | { readonly kind: 'draw'; readonly file: string; readonly size: number }
  | { readonly kind: 'wait'; readonly seconds: number }
  | { readonly kind: 'settle'; readonly settings: string }
  | { readonly kind: 'restart' }
  | { readonly kind: 'ask' };

export interface Step {
  readonly deed: Deed;
  /** Whether the newsroom is told which files changed, or looks at all; or is told of it later. */
  readonly told: 'which' | 'that' | 'later';
  /** Whether everything is held against a fresh process after it. */
  readonly held: boolean;
}

const file = fc.constantFrom(...files);
const hour = 3600;

const settings: fc.Arbitrary<string> = fc
  .record({
    title: fc.constantFrom('The Paper', 'The Other Paper'),
    language: fc.constantFrom('en', 'nl'),
    permalink: fc.constantFrom('/articles/{slug}', '/articles/{slug}', '/{section}/{slug}'),
    defaults: fc.constantFrom(
      {},
      { desk: { section: 'Town', tags: ['Sea'] } },
      { desk: { authors: ['The Desk'] } },
    ),
    limit: fc.integer({ min: 1, max: 3 }),
    content: fc.constantFrom('full', 'summary'),
    tags: fc.constantFrom(true, true, false, ['sea', 'air']),
    sections: fc.constantFrom(true, true, false, ['town']),
    withdrawn: fc.constantFrom(30, 1, 0),
    made: fc.subarray(
      [
        { name: 'day', hours: 24 },
        { name: 'dry', not: { tags: ['sea'] }, order: 'updated', limit: 2 },
        { name: 'world', sections: ['world'], languages: ['en'] },
        { name: 'partner', profile: 'google-news' },
        { name: 'flip', profile: 'flipboard', tags: ['sea', 'land'] },
      ],
      { maxLength: 5 },
    ),
    aliases: fc.constantFrom({}, { '/old/feed': '/rss.xml', '/old/sea': '/tags/sea/atom.xml' }),
  })
  .map(({ title, language, permalink, defaults, ...feeds }) =>
    JSON.stringify({ site: { title, language }, articles: { permalink, defaults }, feeds }),
  );

const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 9, arbitrary: fc.record({ kind: fc.constant('write'), file, story }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('spoil'), file }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('rename'), file, to: file }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('copy'), file, to: file }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('delete'), file }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('draw'), file: fc.constantFrom(...pictures), size: fc.nat(2) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('wait'),
      seconds: fc.oneof(
        { weight: 3, arbitrary: fc.constantFrom(0.4, 600, 24 * hour, 49 * hour, 31 * 24 * hour) },
        { weight: 4, arbitrary: fc.integer({ min: 1, max: 20 }).map((hours) => hours * hour + 1) },
      ),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle'), settings }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'restart' }) },
  { weight: 1, arbitrary: fc.constant({ kind: 'ask' }) },
);

const step: fc.Arbitrary<Step> = fc.record({
  deed,
  told: fc.oneof(
    { weight: 4, arbitrary: fc.constant('which' as const) },
    { weight: 2, arbitrary: fc.constant('that' as const) },
    { weight: 1, arbitrary: fc.constant('later' as const) },
  ),
  held: fc.nat(2).map((chance) => chance === 0),
});

export interface History {
  readonly settings: string;
  /** What is there at the beginning. */
  readonly stories: readonly { readonly file: string; readonly story: Story }[];
  readonly steps: readonly Step[];
}

export const histories: fc.Arbitrary<History> = fc.record({
  settings,
  stories: fc.array(fc.record({ file, story }), { minLength: 4, maxLength: 8 }),
  steps: fc.array(step, { minLength: 6, maxLength: 12 }),
});
