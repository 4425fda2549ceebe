import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseSettings } from './document.ts';
import { emptyLayer, type Layer, overlay } from './layer.ts';
import { settingsSchema } from './schema.ts';

const file = '_config.yml';

const words = z.string().trim().min(1);

/**
 * What the `_config.yml` of a Jekyll site says of it: title or name, url with baseurl, description, author, timezone, lang
 * (jekyllrb.com/docs/configuration); its defaults are read with the articles. It is another program's file: what cannot be
 * used is passed over.
 */
export async function readJekyllConfig(folder: string): Promise<Layer> {
  let text: string;
  try {
    text = await readFile(join(folder, file), 'utf8');
  } catch {
    return emptyLayer;
  }
  const document = parseSettings(text);
  const config = z.record(z.string(), z.unknown()).safeParse(document.values);
  if (!config.success) return emptyLayer;
  const { title, name, url, baseurl, description, author, authors, timezone, lang, locale } = config.data;
  const address = words.safeParse(url);
  const language = words.safeParse(lang ?? locale);
  const found: readonly (readonly [setting: string, value: unknown, key: string])[] = [
    ['site.title', title ?? name, title === undefined ? 'name' : 'title'],
    ['site.url', address.success ? addressOf(address.data, baseurl) : undefined, 'url'],
    ['site.description', description, 'description'],
    ['site.authors', authorsOf(author ?? authors), author === undefined ? 'authors' : 'author'],
    ['site.timezone', timezone, 'timezone'],
    ['site.language', language.data?.replaceAll('_', '-'), lang === undefined ? 'locale' : 'lang'],
  ];
  return found.reduce<Layer>((layer, [setting, value, key]) => {
    const [group = '', inner = ''] = setting.split('.');
    const result = settingsSchema.safeParse({ [group]: { [inner]: value } });
    if (value === undefined || !result.success) return layer;
    const origin = `${file}, line ${document.place([key], true).line}`;
    return overlay({ values: result.data, origins: new Map([[setting, origin]]), problems: [] }, layer);
  }, emptyLayer);
}

function addressOf(url: string, baseurl: unknown): string {
  const path = words.safeParse(baseurl);
  return path.success ? `${url.replace(/\/+$/, '')}/${path.data.replace(/^\/+/, '')}` : url;
}

function authorsOf(author: unknown): unknown {
  const one = z.union([words, z.object({ name: words }).transform(({ name }) => name)]);
  const result = z.union([one.transform((name) => [name]), z.array(one)]).safeParse(author);
  return result.data;
}
