import { parseRssFeed } from 'feedsmith';
import { describe, expect, test } from 'vitest';
import { plant, put, serveFolder } from './support/service.ts';

/** A PNG of one pixel. */
const cover = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const settings = `
site: {title: The Paper}
feeds:
  made:
    - name: talk
      profile: podcast
      sections: [Talk]
      podcast: {category: News > Politics, explicit: false, image: /pictures/cover.png}
    - {name: smart, profile: smartnews, smartnews: {logo: /pictures/logo.png}}
`;

const files = {
  'courant.yaml': settings,
  'pictures/cover.png': cover,
  'pictures/logo.png': cover,
  'pictures/secret.png': cover,
  'talk/one.mp3': Buffer.alloc(1234, 1),
  'talk/one.vtt': 'WEBVTT\n',
  'talk/one.md':
    '---\ntitle: The first talk\ndate: 2025-05-04T10:00:00Z\nsection: Talk\nenclosure:\n  - {src: one.mp3, duration: "12:34", episode: 1, season: 2}\n  - one.vtt\n---\nNotes.\n',
  'talk/two.md': '---\ntitle: A talk without sound\ndate: 2025-05-05T10:00:00Z\nsection: Talk\n---\nNotes.\n',
};

describe('a folder with a podcast', () => {
  test('is served as one: show, episode, cover and recording', async () => {
    const { url, site } = await serveFolder(plant(files));
    const show = parseRssFeed(await (await fetch(`${url}/feeds/talk/rss.xml`)).text());
    expect(show.itunes).toMatchObject({
      image: `${site.url}/pictures/cover.png`,
      explicit: false,
      categories: [{ text: 'News', categories: [{ text: 'Politics' }] }],
    });
    expect(
      show.items?.map(({ title, itunes }) => [title, itunes?.duration, itunes?.episode, itunes?.season]),
    ).toEqual([['The first talk', 754, 1, 2]]);
    const [item] = show.items ?? [];
    expect(item?.enclosures?.[0]).toMatchObject({ length: 1234, type: 'audio/mpeg' });
    expect(item?.podcast?.transcripts?.[0]?.type).toBe('text/vtt');
    const recording = await fetch(String(item?.enclosures?.[0]?.url).replace(site.url, url));
    expect((await recording.arrayBuffer()).byteLength).toBe(1234);
    for (const path of ['/pictures/cover.png', '/pictures/logo.png']) {
      expect((await fetch(url + path)).headers.get('content-type')).toBe('image/png');
    }
    expect((await fetch(`${url}/pictures/secret.png`)).status).toBe(404);
  });

  test('tells on its status page of the article that is no episode', async () => {
    const { url } = await serveFolder(plant(files));
    const status = (await (
      await fetch(`${url}/status`, { headers: { Accept: 'application/json' } })
    ).json()) as {
      problems: { file: string; reason: string }[];
    };
    expect(status.problems).toEqual([
      expect.objectContaining({
        file: 'talk/two.md',
        reason: expect.stringMatching(
          /^is left out of \/feeds\/talk for Apple Podcasts: it has no recording; give it/,
        ),
      }),
    ]);
  });
});

describe('sitemaps', () => {
  test('are where robots.txt says, and follow the folder', async () => {
    const folder = plant(files);
    const { url, site } = await serveFolder(folder);
    const robots = await (await fetch(`${url}/robots.txt`)).text();
    const [all = '', news = ''] = [...robots.matchAll(/^Sitemap: (.*)$/gm)].map(([, address = '']) =>
      address.replace(site.url, url),
    );
    expect(await (await fetch(all)).text()).toContain(`<loc>${site.url}/articles/one</loc>`);
    const before = await fetch(news);
    expect(before.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(await before.text()).not.toContain('<loc>');
    put(
      folder,
      'fresh.md',
      `---\ntitle: Fresh\ndate: ${new Date(Date.now() - 1000).toISOString()}\n---\nText.\n`,
    );
    await expect
      .poll(async () => (await fetch(news)).text(), { timeout: 10_000, interval: 200 })
      .toContain('<news:title>Fresh</news:title>');
  });
});
