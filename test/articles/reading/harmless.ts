import { parseDocument } from 'htmlparser2';

const anywhere = ['lang', 'dir', 'title', 'id'];

/** What may be there, written down a second time on purpose: a mistake in the code under test must not repeat here. */
const allowed: Readonly<Record<string, readonly string[]>> = {
  a: ['href', 'rel', 'hreflang'],
  audio: ['src', 'controls', 'preload'],
  blockquote: ['cite'],
  col: ['span'],
  colgroup: ['span'],
  del: ['cite', 'datetime'],
  details: ['open'],
  img: ['src', 'srcset', 'sizes', 'alt', 'width', 'height'],
  ins: ['cite', 'datetime'],
  li: ['value'],
  ol: ['start', 'reversed', 'type'],
  q: ['cite'],
  source: ['src', 'srcset', 'sizes', 'media', 'type', 'width', 'height'],
  td: ['colspan', 'rowspan', 'headers', 'align'],
  th: ['colspan', 'rowspan', 'headers', 'align', 'scope', 'abbr'],
  time: ['datetime'],
  track: ['src', 'kind', 'srclang', 'label', 'default'],
  video: ['src', 'controls', 'preload', 'poster', 'width', 'height'],
};
for (const tag of (
  'abbr address article aside b bdi bdo br caption cite code dd dfn div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i ' +
  'kbd mark p picture pre rp rt ruby s samp section small span strong sub summary sup table tbody tfoot thead tr u ul ' +
  'var wbr'
).split(' ')) {
  Object.assign(allowed, { [tag]: [] });
}

const links = new Set(['href', 'cite']);
const media = new Set(['src', 'poster']);
const voids = new Set(['br', 'hr', 'img', 'col', 'source', 'track', 'wbr']);

/** Everything in `html` that is not plainly harmless, in words; empty when all is well. */
export function harmIn(html: string): readonly string[] {
  const harm: string[] = [];
  if (!html.isWellFormed()) harm.push('a lone surrogate');
  const control = /(?![\t\n])[\p{Cc}\p{Noncharacter_Code_Point}]/u.exec(html);
  if (control !== null) harm.push(`U+${control[0].codePointAt(0)?.toString(16)}`);
  harm.push(...unbalanced(html));
  const rest: object[] = [...parseDocument(html).children];
  for (let node = rest.pop(); node !== undefined; node = rest.pop()) {
    if (!('type' in node)) continue;
    if (node.type !== 'tag' && node.type !== 'text') harm.push(`a ${String(node.type)}`);
    if (!('name' in node && 'attribs' in node && 'children' in node)) continue;
    const tag = String(node.name);
    if (!Object.hasOwn(allowed, tag)) harm.push(`<${tag}>`);
    for (const [name, value] of Object.entries(node.attribs ?? {})) {
      harm.push(...wrongIn(tag, name, String(value)));
    }
    if (Array.isArray(node.children)) rest.push(...node.children);
  }
  return harm;
}

function wrongIn(tag: string, name: string, value: string): readonly string[] {
  const harm: string[] = [];
  if (!anywhere.includes(name) && !allowed[tag]?.includes(name)) harm.push(`${name} on <${tag}>`);
  if (links.has(name) && !/^(?:https?:\/\/|mailto:|tel:)\S*$/i.test(value)) harm.push(`${name}=${value}`);
  if (media.has(name) && !/^https?:\/\/\S+$/i.test(value)) harm.push(`${name}=${value}`);
  if (name === 'srcset') {
    for (const candidate of value.split(', ')) {
      if (!/^https?:\/\/\S+( [\d.]+[wx])?$/i.test(candidate)) harm.push(`srcset ${candidate}`);
    }
  }
  return harm;
}

/** Judged from the characters alone: what every parser must agree on. */
function unbalanced(html: string): readonly string[] {
  const open: string[] = [];
  const misplaced: string[] = [];
  const left = html.replace(
    /<(\/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"<>]*")*)>/g,
    (_all, slash, tag, attributes) => {
      if (slash === '') {
        misplaced.push(...wrongPlace(tag, open));
        if (!voids.has(tag)) open.push(tag);
      } else if (open.pop() !== tag || attributes !== '') {
        open.push(`</${tag}> in the wrong place`);
      }
      return '';
    },
  );
  const stray = /[<>]|&(?!(?:amp|lt|gt|quot);)/.exec(left);
  const attributes = [...html.matchAll(/="([^"]*)"/g)].find(([, value]) =>
    /&(?!(?:amp|lt|gt|quot);)/.test(value ?? ''),
  );
  return [
    ...misplaced,
    ...open.map((tag) => `${tag} left open`),
    ...(stray === null ? [] : [`a stray ${left.slice(stray.index, stray.index + 20)}`]),
    ...(attributes === undefined ? [] : [`a stray & in ${attributes[0]}`]),
  ];
}

const blocks = new Set(
  'address article aside blockquote details div dl dt dd figcaption figure h2 h3 h4 h5 h6 hr li ol p pre section summary table ul'.split(
    ' ',
  ),
);
const parents: Readonly<Record<string, readonly string[]>> = {
  td: ['tr'],
  th: ['tr'],
  tr: ['table', 'thead', 'tbody', 'tfoot'],
  thead: ['table'],
  tbody: ['table'],
  tfoot: ['table'],
  caption: ['table'],
  colgroup: ['table'],
  col: ['table', 'colgroup'],
  source: ['picture', 'audio', 'video'],
  track: ['audio', 'video'],
};

/** Where a browser would build another tree than the one that is written. */
function wrongPlace(tag: string, open: readonly string[]): readonly string[] {
  const parent = open.at(-1) ?? '';
  const place = `<${tag}> in <${parent}>`;
  const cell = Math.max(...['td', 'th', 'caption'].map((name) => open.lastIndexOf(name)));
  const inside = open.slice(cell + 1);
  const wanted = parents[tag];
  const inTable = ['table', 'thead', 'tbody', 'tfoot', 'tr', 'colgroup'].includes(parent);
  const wrong =
    (wanted !== undefined && !wanted.includes(parent)) ||
    (wanted === undefined && inTable) ||
    (blocks.has(tag) && inside.includes('p')) ||
    (tag === 'a' && inside.includes('a')) ||
    (tag === 'li' && parent === 'li') ||
    (/^h[2-6]$/.test(tag) && /^h[2-6]$/.test(parent)) ||
    ((tag === 'rt' || tag === 'rp') && (parent === 'rt' || parent === 'rp'));
  return wrong ? [place] : [];
}
