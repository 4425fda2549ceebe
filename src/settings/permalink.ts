import { nearest } from '../articles/nearest.ts';
import type { Verdict } from './verdict.ts';

const placeholders = ['slug', 'section', 'year', 'month', 'day', 'key'];

/** The pattern of the addresses of articles: a path below the site or absolute, naming each article apart. */
export function checkPermalink(written: string): Verdict<string> {
  const pattern = written.trim();
  if (!/^(\/(?!\/)|https?:\/\/[^/{}]+\/)/i.test(pattern)) {
    return {
      wrong: 'must begin with / or https://, such as /articles/{slug} or https://example.org/{year}/{slug}',
    };
  }
  for (const [whole, name = ''] of pattern.matchAll(/\{([^{}]*)\}/g)) {
    if (placeholders.includes(name)) continue;
    const meant = nearest(name, placeholders);
    const known = placeholders.map((known) => `{${known}}`).join(' ');
    return {
      wrong: `has an unknown part ${whole}: ${meant ? `did you mean {${meant}}?` : `there are ${known}`}`,
    };
  }
  if (/[{}]/.test(pattern.replace(/\{[^{}]*\}/g, ''))) {
    return { wrong: 'has a brace without its other half: write parts as {slug}' };
  }
  if (/[\s\\]/.test(pattern))
    return { wrong: 'must have no spaces or backslashes: such as /articles/{slug}' };
  if (!/\{(slug|key)\}/.test(pattern)) {
    return {
      wrong: 'must hold {slug} or {key}, or all articles would share one address: such as /articles/{slug}',
    };
  }
  return { value: pattern };
}
