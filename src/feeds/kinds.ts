import type { Article, Term } from '../articles/article.ts';
import { authorTerm } from '../articles/byline.ts';
import type { wordsFor } from '../words/words.ts';
import type { FeedRules } from './catalogue.ts';
import type { TermsOf } from './terms.ts';

/** A kind of terms that have feeds, at `/FOLDER/SLUG`. */
export interface Kind {
  readonly folder: 'sections' | 'authors' | 'tags';
  /** How the paths of their feeds begin: `/FOLDER/`. */
  readonly below: string;
  readonly rule: boolean | readonly string[];
  readonly terms: (article: Article) => readonly Term[];
  readonly describe: (name: string) => string;
}

export function termKinds(rules: FeedRules, words: ReturnType<typeof wordsFor>): readonly Kind[] {
  return [
    {
      folder: 'sections',
      below: '/sections/',
      rule: rules.sections,
      terms: allowed(rules.sections, ({ section }) => (section === undefined ? [] : [section])),
      describe: words.feedOfSection,
    },
    {
      folder: 'authors',
      below: '/authors/',
      rule: rules.authors,
      terms: allowed(rules.authors, ({ authors }) => authors.map(authorTerm)),
      describe: words.feedOfAuthor,
    },
    {
      folder: 'tags',
      below: '/tags/',
      rule: rules.tags,
      terms: allowed(rules.tags, ({ tags }) => tags),
      describe: words.feedOfTag,
    },
  ];
}

/** Only the terms that are to have feeds. */
function allowed(rule: Kind['rule'], termsOf: TermsOf): TermsOf {
  if (typeof rule === 'boolean') return termsOf;
  const wanted = new Set(rule);
  return (article) => termsOf(article).filter(({ slug }) => wanted.has(slug));
}
