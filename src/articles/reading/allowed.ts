/**
 * How the value of an attribute is let through: as an address of that use, as a `srcset`, as a name that a link in the
 * same body points to, as present or absent, or as what a function makes of it (undefined: not at all).
 */
export type AttributeRule =
  | 'link'
  | 'media'
  | 'srcset'
  | 'id'
  | 'flag'
  | ((value: string) => string | undefined);

type Rules = Readonly<Record<string, AttributeRule>>;

const text = (value: string) => value.trim();
const oneOf =
  (...words: readonly string[]) =>
  (value: string) =>
    words.find((word) => word === value.trim().toLowerCase());
const matching = (pattern: RegExp) => (value: string) => {
  const trimmed = value.trim();
  return pattern.test(trimmed) ? trimmed : undefined;
};
/** More than 1000 columns are an attack (WHATWG HTML section 4.9.11 clamps them there). */
const count = (value: string) => {
  const number = Number(matching(/^\d{1,4}$/)(value));
  return number >= 1 && number <= 1000 ? String(number) : undefined;
};
const pixels = (value: string) => /^\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$/i.exec(value)?.[1];
const integer = matching(/^-?\d{1,9}$/);
const language = matching(/^[a-z]{2,8}(-[a-z0-9]{1,8})*$/i);
const moment = matching(/^[\d\w:+.,\- ]{1,64}$/);
const mediaType = matching(/^[a-z]+\/[a-z0-9.+-]+(\s*;\s*codecs="?[\w.,+ -]{1,100}"?)?$/i);
const harmlessRelations = new Set(
  'nofollow noopener noreferrer external ugc sponsored author bookmark license tag me'.split(' '),
);
const relations = (value: string) =>
  value
    .toLowerCase()
    .split(/\s+/)
    .filter((word, index, all) => harmlessRelations.has(word) && all.indexOf(word) === index)
    .join(' ') || undefined;

const size = { width: pixels, height: pixels };
const cell = {
  colspan: count,
  rowspan: count,
  headers: matching(/^[\w: .-]{1,200}$/),
  align: oneOf('left', 'center', 'right'),
};
const player = { src: 'media', preload: oneOf('none', 'metadata') } as const;

const everywhere: Rules = {
  lang: language,
  dir: oneOf('ltr', 'rtl', 'auto'),
  title: text,
  id: 'id',
};

const plain =
  'p br hr h2 h3 h4 h5 h6 pre code kbd samp var em strong b i u s mark small sub sup abbr dfn cite ul dl dt dd ' +
  'table caption thead tbody tfoot tr figure figcaption picture summary ruby rt rp bdi bdo wbr address section ' +
  'article aside div span';

const particular: Readonly<Record<string, Rules>> = {
  a: { href: 'link', rel: relations, hreflang: language },
  blockquote: { cite: 'link' },
  q: { cite: 'link' },
  del: { cite: 'link', datetime: moment },
  ins: { cite: 'link', datetime: moment },
  time: { datetime: moment },
  ol: { start: integer, reversed: 'flag', type: matching(/^[1aAiI]$/) },
  li: { value: integer },
  colgroup: { span: count },
  col: { span: count },
  td: cell,
  th: { ...cell, scope: oneOf('row', 'col', 'rowgroup', 'colgroup'), abbr: text },
  img: { src: 'media', srcset: 'srcset', sizes: text, alt: text, ...size },
  source: { src: 'media', srcset: 'srcset', sizes: text, media: text, type: mediaType, ...size },
  audio: player,
  video: { ...player, poster: 'media', ...size },
  track: {
    src: 'media',
    kind: oneOf('subtitles', 'captions', 'descriptions', 'chapters', 'metadata'),
    srclang: language,
    label: text,
    default: 'flag',
  },
  details: { open: 'flag' },
};

/** Every element that an article may use, with every attribute that it may have. */
export const allowed: ReadonlyMap<string, ReadonlyMap<string, AttributeRule>> = new Map(
  [...plain.split(' ').map((tag) => [tag, {}] as const), ...Object.entries(particular)].map(
    ([tag, rules]) => [tag, new Map(Object.entries({ ...everywhere, ...rules }))],
  ),
);

/** Elements that stand for an allowed one: outdated names, and those that an article inside a page has no use for. */
export const aliases: ReadonlyMap<string, string> = new Map([
  ['h1', 'h2'],
  ['image', 'img'],
  ['strike', 's'],
  ['tt', 'code'],
  ['acronym', 'abbr'],
  ['listing', 'pre'],
  ['menu', 'ul'],
  ['dir', 'ul'],
  ...['center', 'main', 'header', 'footer', 'nav', 'hgroup', 'fieldset', 'legend', 'dialog', 'search'].map(
    (tag): [string, string] => [tag, 'div'],
  ),
]);

/** What goes with everything inside it. Any other unknown element goes alone: what it holds is kept. */
export const droppedWhole: ReadonlySet<string> = new Set(
  (
    'script style noscript template svg math object applet title textarea xmp plaintext noembed noframes frameset ' +
    'select option optgroup datalist button output meter progress canvas'
  ).split(' '),
);
