import type { Article } from '../../src/articles/article.ts';
import type { Trace } from '../../src/articles/trace.ts';
import type { FormerItem } from '../../src/feeds/formats/reading/former.ts';
import { makeArticle } from '../commands/articles.ts';

/** Days since 1970 as an instant. */
export const days = (number: number): number => number * 86_400_000;

/** An article at `/articles/SLUG`, the slug that of its key unless told; the register knows it by its key. */
export function trace(key: string, told: Partial<Article> = {}, more: Partial<Trace> = {}): Trace {
  const slug = told.slug ?? key.replace(/^.*\/|\.[^.]+$/g, '');
  const article = makeArticle(key, { slug, permalink: `https://new.example/articles/${slug}`, ...told });
  return { article, name: key, addresses: [], ...more };
}

/** An item that tells nothing but its id unless told more. */
export function item(id: string, told: Partial<FormerItem> = {}): FormerItem {
  return { id, addresses: [], title: '', ...told };
}
