import fc from 'fast-check';
import { anything } from './nasty.ts';

/** A file as nobody in their right mind would write it; with what must be read of it where that is certain. */
export interface Strange {
  /** The end of its name. */
  readonly name: string;
  readonly content: Buffer;
  readonly told?: { readonly title: string; readonly tags: readonly string[]; readonly author: string };
}

const text = (most: number) => fc.array(anything, { maxLength: most }).map((parts) => parts.join(''));
const line = text(4).map((one) => one.replace(/[\r\n]+/g, ' '));
/** A word first, so that something is left of it whatever is taken away. */
const worded = fc.tuple(fc.lorem({ maxCount: 1 }), text(3)).map((parts) => parts.join(' '));

const dates = fc.oneof(
  fc
    .date({ min: new Date('1970-01-02'), max: new Date('2026-01-01'), noInvalidDate: true })
    .map((date) => `${date.toISOString().slice(0, 19)}Z`),
  fc.constantFrom(
    '2025-05-04',
    '2025-05-04 10:39',
    '2025-03-30 02:30',
    '2024-02-29T23:59:60+14:00',
    '1969-12-31',
  ),
);
const oddDates = fc.oneof(
  { weight: 12, arbitrary: dates },
  line,
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    '0000-00-00',
    '9999-12-31T23:59:59Z',
    '2025-02-30',
    '99999-01-01',
    '1e9',
    '-1',
    'now',
    '0001-01-01',
    '12',
  ),
);
const addresses = fc.oneof(
  line,
  fc.webUrl({ withFragments: true, withQueryParameters: true }),
  fc.constantFrom(
    'a.png',
    '/img/ä ö.png',
    'javascript:alert(1)',
    '//evil.example/x',
    'data:text/html,x',
    'http://[',
    '?',
    '#',
  ),
);

interface Facts {
  readonly title: string;
  readonly summary: string;
  readonly author: string;
  readonly tags: readonly string[];
  readonly date: string;
  readonly body: string;
  readonly odd: readonly (readonly [string, string])[];
}

/** A NUL makes a file none of text. */
const body = text(12).map((one) => one.replaceAll('\0', ''));
const facts: fc.Arbitrary<Facts> = fc.record({
  title: worded,
  summary: worded,
  author: worded,
  tags: fc.array(worded, { maxLength: 3 }),
  date: dates,
  body,
  odd: fc.constant([]),
});
const oddNames = [
  ...[
    'slug',
    'permalink',
    'image',
    'enclosure',
    'canonical',
    'id',
    'section',
    'updated',
    'embargo',
    'expires',
    'language',
  ],
  ...[
    'status',
    'correction',
    'related',
    'layout',
    'tags',
    'authors',
    'image.alt',
    '__proto__',
    'constructor',
    'url',
    'draft',
  ],
];
const oddFacts: fc.Arbitrary<Facts> = fc.record({
  title: line,
  summary: text(3),
  author: text(3),
  tags: fc.array(line, { maxLength: 3 }),
  date: oddDates,
  body: fc.oneof({ weight: 9, arbitrary: body }, text(12)),
  odd: fc.array(fc.tuple(fc.constantFrom(...oddNames), fc.oneof(addresses, oddDates, text(3))), {
    maxLength: 4,
  }),
});

/** In double quotes, as YAML 1.2, TOML and JSON all read them. */
function quoted(value: string): string {
  const escaped = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return `"${value.toWellFormed().replace(/[\0-\x1f"\\\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g, escaped)}"`;
}

type Writer = (one: Facts) => string;
const list = (values: readonly string[]): string => `[${values.map(quoted).join(', ')}]`;

const writers: Readonly<Record<string, Writer>> = {
  'yaml.md': ({ title, summary, author, tags, date, body, odd }) =>
    `---\ntitle: ${quoted(title)}\nsummary: ${quoted(summary)}\nauthor: ${quoted(author)}\ntags: ${list(tags)}\ndate: ${quoted(date)}\n${odd
      .map(([name, value]) => `${name}: ${quoted(value)}\n`)
      .join('')}---\n${body}`,
  'toml.md': ({ title, summary, author, tags, date, body, odd }) =>
    `+++\ntitle = ${quoted(title)}\nsummary = ${quoted(summary)}\nauthor = ${quoted(author)}\ntags = ${list(tags)}\ndate = ${quoted(date)}\n${odd
      .map(([name, value]) => `${name} = ${quoted(value)}\n`)
      .join('')}+++\n${body}`,
  'json.html': ({ title, summary, author, tags, date, body, odd }) =>
    `{"title": ${quoted(title)}, "summary": ${quoted(summary)}, "author": ${quoted(author)}, "tags": ${list(tags)}, "date": ${quoted(date)}${odd
      .map(([name, value]) => `, ${quoted(name)}: ${quoted(value)}`)
      .join('')}}\n${body}`,
};
/** Nothing quoted, nothing escaped. */
const careless: Readonly<Record<string, Writer>> = {
  'bare.md': ({ title, author, tags, date, body, odd }) =>
    `---\ntitle: ${title}\nauthor: ${author}\ntags: [${tags}]\ndate: ${date}\n${odd.map((pair) => `${pair.join(': ')}\n`).join('')}---\n${body}`,
  'wire.txt': ({ title, summary, author, tags, date, body, odd }) =>
    `${title}\n${summary}\n- ${tags}\n- ${author}\n- Published Date: ${date}\n${odd.map((pair) => `- ${pair.join(': ')}\n`).join('')}${body}`,
  'page.html': ({ title, summary, author, tags, date, body, odd }) =>
    `<!doctype html><html lang="${author}"><head><title>${title}</title><meta name="description" content="${summary}">
<meta property="article:published_time" content="${date}"><meta property="article:tag" content="${tags}">
<script type="application/ld+json">{"@type":"NewsArticle","author":${JSON.stringify(author)},${odd
      .map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
      .join(',')}}</script></head><body><article>${body}</article></body></html>`,
  'nothing.md': ({ body }) => body,
  'plain.txt': ({ body }) => body,
};

const sound = fc.tuple(fc.constantFrom(...Object.keys(writers)), facts).map(
  ([name, one]): Strange => ({
    name,
    content: Buffer.from((writers[name] ?? String)(one)),
    told: { title: one.title, tags: one.tags, author: one.author },
  }),
);
const odd = fc
  .tuple(fc.constantFrom(...Object.keys({ ...writers, ...careless })), oddFacts, fc.boolean())
  .map(
    ([name, one, isLatin]): Strange => ({
      name,
      content: Buffer.from(({ ...writers, ...careless }[name] ?? String)(one), isLatin ? 'latin1' : 'utf8'),
    }),
  );
const noise = fc
  .tuple(fc.constantFrom('noise.md', 'noise.txt', 'noise.html'), fc.uint8Array({ maxLength: 300 }))
  .map(([name, bytes]): Strange => ({ name, content: Buffer.from(bytes) }));

export const strange: fc.Arbitrary<Strange> = fc.oneof(
  { weight: 4, arbitrary: sound },
  { weight: 5, arbitrary: odd },
  { weight: 1, arbitrary: noise },
);
