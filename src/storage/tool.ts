import { lstat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Problem } from '../articles/problem.ts';
import type { Tool } from '../articles/reading/reading.ts';

/** How a folder is laid out: where in it articles and pictures lie. Keys as in Article.key. */
export interface Layout {
  readonly tool?: Tool;
  /** Whose habits an article was written by. */
  readonly habits: (key: string) => Tool | undefined;
  /** Folders in which articles are looked for; '' is the whole. */
  readonly starts: readonly string[];
  /** Whether a file in there is an article at all. */
  readonly holds: (key: string) => boolean;
  /** The section that an article belongs to by its place alone. */
  readonly section: (key: string) => string | undefined;
  /** Where an address such as `/img/a.png` may be found, first things first. */
  readonly mediaRoots: readonly string[];
  readonly problems: readonly Problem[];
}

const isArticleName = (key: string): boolean => /\.(?:txt|md|markdown|mdx|html?)$/i.test(key);

/** Hidden files (also the `._x` of macOS), Hugo's pages of lists, and what is a file by its name alone. */
const isNone = (key: string): boolean => /(?:^|\/)(?:\.|_index\.|robots\.txt$|humans\.txt$)[^/]*$/i.test(key);

/** Nobody but Jekyll has folders of these names. */
const jekyllFolder = /(?:^|\/)_(?:posts|drafts)\//;

const plain: Layout = {
  habits: (key) => (jekyllFolder.test(key) ? 'jekyll' : undefined),
  starts: [''],
  holds: (key) => isArticleName(key) && !isNone(key),
  section: () => undefined,
  mediaRoots: [''],
  problems: [],
};

/** A file of the settings of Hugo; the older names count only beside a `content` folder. */
const hugoNames = ['hugo.toml', 'hugo.yaml', 'hugo.yml', 'hugo.json'];
const olderHugoNames = ['config.toml', 'config.yaml', 'config.yml', 'config.json'];
const jekyllNames = ['_config.yml', '_config.yaml', '_config.toml'];
const eleventyNames = ['.eleventy.js', '.eleventy.cjs', '.eleventy.mjs'].concat(
  ['js', 'cjs', 'mjs', 'ts', 'mts'].map((extension) => `eleventy.config.${extension}`),
);
const astroNames = ['mjs', 'js', 'cjs', 'ts', 'mts', 'cts'].map((extension) => `astro.config.${extension}`);

/** Names right in a folder by whose presence or content its articles are read another way. */
export const namesThatTell: readonly string[] = [
  ...[...hugoNames, ...olderHugoNames, ...jekyllNames, ...eleventyNames, ...astroNames],
  ...['content', '_posts', '_layouts', '_includes'],
];

/** Whose folder it is, told by the tool's settings file in it, and what that means. Nothing in it is ever run. */
export async function recogniseLayout(folder: string): Promise<Layout> {
  const has = async (name: string): Promise<boolean> =>
    lstat(join(folder, name)).then(
      () => true,
      () => false,
    );
  const hasOne = async (names: readonly string[]): Promise<boolean> =>
    (await Promise.all(names.map(has))).includes(true);
  if (await hasOne(astroNames)) return astro;
  if (await hasOne(eleventyNames)) return eleventy;
  const hasContent = await has('content');
  if (await hasOne(hasContent ? [...hugoNames, ...olderHugoNames] : hugoNames)) {
    return hasContent ? hugo : { ...hugo, problems: [withoutContent] };
  }
  if (await hasOne(jekyllNames)) return jekyll;
  // A site with no settings at all, as GitHub Pages takes them.
  if ((await has('_posts')) && (await hasOne(['_layouts', '_includes']))) return jekyll;
  return basename(folder) === '_posts' ? { ...plain, habits: by('jekyll').habits } : plain;
}

function by(tool: Tool): Pick<Layout, 'tool' | 'habits'> {
  return { tool, habits: () => tool };
}

const withoutContent: Problem = {
  file: 'content',
  reason: 'is missing: this is the folder of a Hugo site, whose articles lie in content/; put them there',
  severity: 'warning',
};

const hugo: Layout = {
  ...plain,
  ...by('hugo'),
  starts: ['content'],
  section: (key) => /^content\/([^/]+)\/./.exec(key)?.[1],
  mediaRoots: ['static', 'assets', ''],
};

const jekyll: Layout = {
  ...plain,
  ...by('jekyll'),
  holds: (key) => plain.holds(key) && jekyllFolder.test(key),
};

const eleventy: Layout = {
  ...plain,
  ...by('eleventy'),
  mediaRoots: ['', 'public', 'static', 'src'],
};

/** Files whose name begins with `_` are no pages and no entries there. */
const astro: Layout = {
  ...plain,
  ...by('astro'),
  starts: ['src/content', 'src/pages'],
  holds: (key) =>
    plain.holds(key) &&
    !/\/_[^/]*$/.test(key) &&
    (key.startsWith('src/content/') || /\.(?:md|markdown|mdx)$/i.test(key)),
  mediaRoots: ['public', '', 'src'],
};

/** Where the articles of a tool's site lie; without a tool, those of a plain folder. */
export function layoutOf(tool: Tool | undefined): Pick<Layout, 'starts' | 'holds' | 'section'> {
  return tool === undefined ? plain : { astro, eleventy, hugo, jekyll }[tool];
}
