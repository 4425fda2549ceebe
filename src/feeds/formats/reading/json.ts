import { parseJson } from '../../../articles/reading/json.ts';
import { type Fault, type FormerFeed, type FormerItem, resolveAddress } from './former.ts';
import { momentOf } from './moment.ts';
import { plainTitle } from './title.ts';

/** JSON Feed 1.0 and 1.1 (jsonfeed.org/version/1.1). */
export function readJson(
  text: string,
  address: string | undefined,
): { readonly feed: FormerFeed } | { readonly fault: Fault } {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    return { fault: faultOf(error, text) };
  }
  const version = isObject(document) ? textIn(document.version) : undefined;
  const items = isObject(document) ? document.items : undefined;
  if (!isObject(document) || !Array.isArray(items) || !version?.includes('jsonfeed.org/version/')) {
    return { fault: { reason: 'is JSON, but no JSON Feed: that has a `version` and `items`' } };
  }
  const home = textIn(document.home_page_url);
  const base = address ?? textIn(document.feed_url) ?? home;
  const read = items.map((item) => readItem(item, base)).filter((item) => item !== undefined);
  const next = textIn(document.next_url);
  return {
    feed: {
      format: `JSON Feed ${/[\d.]+$/.exec(version)?.[0] ?? ''}`.trim(),
      items: read,
      nameless: items.length - read.length,
      ...(home === undefined ? {} : { home: resolveAddress(home, base) }),
      ...(next !== undefined && URL.canParse(next, base) ? { older: new URL(next, base).href } : {}),
    },
  };
}

function readItem(item: unknown, base: string | undefined): FormerItem | undefined {
  if (!isObject(item)) return undefined;
  const addresses = [item.url, item.external_url].flatMap((address) => {
    const written = textIn(address);
    return written === undefined ? [] : [resolveAddress(written, base)];
  });
  const id = idOf(item.id) ?? textIn(item.url);
  if (id === undefined) return undefined;
  const published = momentOf(textIn(item.date_published));
  return {
    id,
    addresses: /^https?:\/\//i.test(id) && !addresses.includes(id) ? [...addresses, id] : addresses,
    title: plainTitle(textIn(item.title) ?? '', 'text'),
    ...(published === undefined ? {} : { published }),
  };
}

/** Readers take numbers for the text that they are written as; a large one is no longer what was written. */
function idOf(id: unknown): string | undefined {
  return Number.isSafeInteger(id) ? String(id) : textIn(id);
}

function faultOf(error: unknown, text: string): Fault {
  const message = error instanceof Error ? error.message : '';
  // V8 tells where it stumbled; at the end, more was to come.
  const offset = Number(/at position (\d+)/.exec(message)?.[1] ?? 0);
  if (/unexpected end|unterminated/i.test(message) || offset >= text.trimEnd().length) {
    return {
      reason: 'ends in the middle: it was cut short, and nothing of it was taken; get it whole and try again',
    };
  }
  const parsed = parseJson(text, 1);
  const spot = 'faults' in parsed ? parsed.faults[0]?.spot : undefined;
  return { ...spot, reason: 'is not JSON; mend it in a copy, and name the copy' };
}

function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value.trim() || undefined : undefined;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
