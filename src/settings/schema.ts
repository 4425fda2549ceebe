import { z } from 'zod';
import { slugify, termSlug } from '../articles/slug.ts';
import { feedOrders } from '../feeds/order.ts';
import { checkAddress, checkPicture, checkSiteAddress } from './address.ts';
import { checkAlias, checkAliased } from './alias.ts';
import { checkCron } from './cron.ts';
import { checked, group, list, oneOf, text, whole } from './leaf.ts';
import { checkLanguage, checkTimezone } from './locale.ts';
import { checkPartner, partners } from './partners.ts';
import { checkPermalink } from './permalink.ts';
import type { Verdict } from './verdict.ts';

const day = 86_400;
const year = 365 * day;

const picture = checked(checkPicture, '/icon.png');
const terms = list(checked(checkTerm, 'World'), '[World, Sport]');
const content = oneOf(['full', 'summary']);
const limit = whole(1, 300, 30);
const hours = z
  .number({ error: 'must be a number of hours, such as 48' })
  .positive({ error: 'must be a number of hours above 0, such as 48' });

const author = z.union(
  [
    text('Ana Gomes').transform((name) => ({ name })),
    group(
      { name: text('Ana Gomes'), url: checked(checkAddress, 'https://example.org/ana').optional() },
      'name: Ana Gomes',
    ),
  ],
  {
    error:
      'must be a name or a name with a url, such as Ana Gomes or {name: Ana Gomes, url: https://example.org/ana}',
  },
);

const termRule = z.union([z.boolean(), terms], {
  error: 'must be true for all, false for none, or a list of names, such as [World, Sport]',
});

const picks = {
  sections: terms.optional(),
  tags: terms.optional(),
  authors: terms.optional(),
  languages: list(checked(checkLanguage, 'en'), '[en, nl-BE]').optional(),
};

const madeFeed = group(
  {
    name: checked(checkName, 'breaking'),
    title: text('Breaking news').optional(),
    description: text('What happened in the last two days').optional(),
    ...picks,
    hours: hours.optional(),
    not: group(picks, 'tags: [sponsored]').optional(),
    limit: limit.optional(),
    content: content.optional(),
    order: oneOf(feedOrders).optional(),
    'stale-after': hours.optional(),
    ...partners,
  },
  'name: breaking',
).superRefine(checkPartner);

/** `courant.yaml`, all of which may be left out. Messages: see leaf.ts. */
export const settingsSchema = group(
  {
    site: group(
      {
        title: text('The Daily Courant').optional(),
        description: text('News since 1702').optional(),
        url: checked(checkSiteAddress, 'https://example.org').optional(),
        language: checked(checkLanguage, 'en-GB').optional(),
        timezone: checked(checkTimezone, 'Europe/Brussels').optional(),
        authors: list(author, '[Ana Gomes, Bo Li]').optional(),
        copyright: text('© 2025 The Daily Courant').optional(),
        icon: picture.optional(),
        logo: picture.optional(),
        image: picture.optional(),
      },
      'title: The Daily Courant',
    ).optional(),
    articles: group(
      {
        permalink: checked(checkPermalink, '/articles/{slug}').optional(),
        defaults: z
          .record(
            checked(checkFolder, 'world'),
            z.record(z.string(), z.unknown(), {
              error: 'must have front matter below it, such as section: World',
            }),
            { error: 'must name folders with their front matter, such as world: {section: World}' },
          )
          .optional(),
      },
      'permalink: /articles/{slug}',
    ).optional(),
    feeds: group(
      {
        limit: limit.optional(),
        content: content.optional(),
        ttl: whole(1, 10_080, 15).optional(),
        sections: termRule.optional(),
        tags: termRule.optional(),
        authors: termRule.optional(),
        made: list(madeFeed, '[{name: breaking, hours: 48}]').optional(),
        withdrawn: whole(0, 3650, 30).optional(),
        'stale-after': hours.optional(),
        aliases: z
          .record(checked(checkAlias, '/blog/feed/'), checked(checkAliased, '/rss.xml'), {
            error:
              'must name former addresses with the feed that is served there, such as /blog/feed/: /rss.xml',
          })
          .optional(),
      },
      'limit: 30',
    ).optional(),
    cache: group(
      {
        'max-age': whole(0, year, 300).optional(),
        'stale-while-revalidate': whole(0, year, 600).optional(),
        'stale-if-error': whole(0, year, day).optional(),
      },
      'max-age: 300',
    ).optional(),
    listen: group(
      { port: whole(0, 65_535, 3000).optional(), host: text('127.0.0.1').optional() },
      'port: 3000',
    ).optional(),
    schedule: checked(checkCron, '*/5 * * * *').optional(),
    watch: z.boolean({ error: 'must be true or false' }).optional(),
    'log-level': oneOf(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).optional(),
    data: text('.courant').optional(),
  },
  'site: {title: The Daily Courant}',
);

/** Settings as they are told by one source: checked, not complete. */
export type PartialSettings = z.output<typeof settingsSchema>;

function checkTerm(written: string): Verdict<string> {
  const name = written.trim();
  return name === '' ? { wrong: 'must be a name, such as World' } : { value: termSlug(name) };
}

function checkName(written: string): Verdict<string> {
  const slug = slugify(written);
  if (slug === '') return { wrong: 'must hold a letter or a digit, such as breaking' };
  return slug === written
    ? { value: slug }
    : { wrong: `is part of an address: write ${slug}, and say the rest in \`title\`` };
}

function checkFolder(written: string): Verdict<string> {
  const parts = written.normalize('NFC').split('/');
  if (parts.includes('..')) return { wrong: 'must be a folder inside the folder of articles, such as world' };
  return { value: parts.filter((part) => part !== '' && part !== '.').join('/') };
}

/** JSON Schema (draft 2020-12) of `courant.yaml`, by which editors complete and check it. */
export function jsonSchema(): object {
  return { title: 'courant.yaml', ...z.toJSONSchema(settingsSchema, { io: 'input' }) };
}
