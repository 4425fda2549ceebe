import type { Format } from '../feed.ts';
import { atom } from './atom.ts';
import { json } from './json.ts';
import { rss } from './rss.ts';

/** Every format, in the order in which people are offered them. */
export const formats: readonly Format[] = [rss, atom, json];
