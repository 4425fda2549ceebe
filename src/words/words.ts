import { ar } from './ar.ts';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { tr } from './tr.ts';

/** Forms by grammatical number, as CLDR sorts them; `{n}` stands for the number in figures. */
export type Forms = Partial<Readonly<Record<Intl.LDMLPluralRule, string>>> & { readonly other: string };

/** Every word that pages and feeds say on their own, in one language. Functions take names as they are, unescaped. */
export interface Words {
  /** BCP 47 primary subtag of the language that these words are in. */
  readonly language: string;

  // What feeds say of themselves.
  readonly feedOfSection: (name: string) => string;
  readonly feedOfTag: (name: string) => string;
  readonly feedOfAuthor: (name: string) => string;

  // Around an article.
  readonly by: (names: string) => string;
  readonly published: string;
  readonly updated: string;
  readonly correction: string;
  readonly related: string;
  readonly tags: string;
  readonly downloads: string;

  // Around a list of articles.
  readonly skip: string;
  readonly sections: string;
  readonly authors: string;
  readonly latest: string;
  readonly articles: Forms;
  readonly noArticles: string;
  readonly subscribe: string;

  // The page of feeds.
  readonly feeds: string;
  readonly feedsLead: string;
  readonly howToSubscribe: string;
  readonly steps: readonly string[];
  readonly allArticles: string;
  readonly handMade: string;
  readonly newest: string;
  readonly subscribeWith: string;
  readonly feedReader: string;
  readonly opml: string;
  readonly opmlHint: string;
  readonly which: string;
  readonly contents: string;

  // Above a feed that was opened in a browser.
  readonly webFeed: string;
  readonly webFeedHint: string;

  // When there is nothing at an address.
  readonly gone: string;
  readonly goneHint: string;
  readonly notFound: string;
  readonly notFoundHint: string;
  readonly toFrontPage: string;
}

const all: ReadonlyMap<string, Words> = new Map([ar, de, en, es, tr].map((words) => [words.language, words]));

/** Primary subtag, lower case: `pt` of `pt-BR` (RFC 5646 section 2.1). */
function primary(language: string): string {
  return (/^[a-z]+/i.exec(language)?.[0] ?? '').toLowerCase();
}

/** The words of a language (BCP 47, any region), or those of `otherwise`, or English. */
export function wordsFor(language: string, otherwise = 'en'): Words {
  return all.get(primary(language)) ?? all.get(primary(otherwise)) ?? en;
}

/** Languages customarily written from right to left (CLDR, likely scripts). */
const rightToLeft = /^(ar|arc|ckb|dv|fa|he|iw|khw|ks|ku-iq|mzn|nqo|pnb|ps|sd|syr|ug|ur|yi)(-|$)/i;
const rightToLeftScript = /-(adlm|arab|hebr|nkoo|rohg|syrc|thaa|mand|samr)(-|$)/i;

/** Which way a language (BCP 47) is written; a script subtag decides before the language does. */
export function direction(language: string): 'ltr' | 'rtl' {
  if (/^[a-z]+-[a-z]{4}(-|$)/i.test(language)) return rightToLeftScript.test(language) ? 'rtl' : 'ltr';
  return rightToLeft.test(language) ? 'rtl' : 'ltr';
}

/** The form of a counted noun for a number: `3 articles`. */
export function counted(forms: Forms, count: number, { language }: Words): string {
  const form = forms[new Intl.PluralRules(language).select(count)] ?? forms.other;
  return form.replace('{n}', new Intl.NumberFormat(language).format(count));
}
