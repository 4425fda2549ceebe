import { describe, expect, it, test } from 'vitest';
import { readPage } from '../../../src/articles/reading/page.ts';
import type { Reading, ReadingContext } from '../../../src/articles/reading/reading.ts';

const context: ReadingContext = { timezone: 'Europe/Istanbul', defaults: {} };
const read = (text: string, more: Partial<ReadingContext> = {}): Reading =>
  readPage({ key: 'news/story.html', text }, { ...context, ...more });
const ld = (value: unknown) =>
  `<script type="application/ld+json">${typeof value === 'string' ? value : JSON.stringify(value)}</script>`;
const article = (more: object) =>
  ld({ '@type': 'NewsArticle', headline: 'A', datePublished: '2025-05-04', ...more });
const may4 = Date.UTC(2025, 4, 4, 7, 39);

const full = `<!doctype html>
<html lang="en-GB">
<head>
  <title>From the title - The Paper</title>
  <link rel="canonical" href="https://paper.example/canonical">
  <meta name="author" content="Meta Author">
  <meta name="description" content="From the description">
  <meta name="keywords" content="meta one, meta two">
  <meta name="robots" content="noindex">
  <meta property="og:site_name" content="The Paper">
  <meta property="og:title" content="From Open Graph">
  <meta property="og:description" content="Described by Open Graph">
  <meta property="og:url" content="https://paper.example/og">
  <meta property="og:locale" content="en_US">
  <meta property="og:image" content="https://paper.example/og.jpg">
  <meta property="og:image:alt" content="A harbour">
  <meta property="og:image:width" content="1200">
  <meta property="og:image" content="https://paper.example/second.jpg">
  <meta property="og:image:height" content="99">
  <meta property="article:published_time" content="2025-05-04T07:00:00Z">
  <meta property="article:modified_time" content="2025-05-04T08:00:00Z">
  <meta property="article:expiration_time" content="2026-05-04T08:00:00Z">
  <meta property="article:section" content="World">
  <meta property="article:tag" content="Mexico">
  <meta property="article:tag" content="Drugs">
  <meta property="article:author" content="https://facebook.example/someone">
  LD
</head>
<body>
<nav><a href="/">Home</a></nav>
<header><h1>The Paper</h1></header>
<main>
<article>
  <header><h1>From Open Graph</h1><p>By Someone</p></header>
  <p>First</p>
  <aside>A box</aside>
  <nav>Share</nav>
  <p>Last</p>
  <footer>Filed under</footer>
</article>
<article><p>Short</p></article>
</main>
<footer>Imprint</footer>
</body>
</html>
`;

const linked = ld(`
{
  "@context": "https://schema.org",
  "@graph": [
    { "@type": "WebSite", "name": "The Paper", "datePublished": "1999-01-01" },
    {
      "@type": ["Thing", "ReportageNewsArticle"],
      "headline": "From JSON-LD",
      "description": "Described by JSON-LD",
      "datePublished": "2025-05-04T10:39:00+03:00",
      "dateModified": "2025-05-04T11:00:00+03:00",
      "expires": "2027-01-01T00:00:00Z",
      "author": [{ "@id": "#jane" }, "John Roe", { "name": "Ann", "url": "javascript:alert(1)" }],
      "articleSection": ["Americas", "World"],
      "keywords": "one, two,one",
      "inLanguage": { "@type": "Language", "alternateName": "es-MX" },
      "image": [{ "@type": "ImageObject", "url": "/a.jpg", "width": "1600", "height": { "value": 900 },
        "caption": "A caption", "creditText": "AP" }, "/b.jpg"],
      "url": "https://paper.example/story"
    },
    { "@id": "#jane", "@type": "Person", "name": "Jane Doe", "url": "https://paper.example/jane" }
  ]
}
`);

describe('what a page says of its article', () => {
  it('is taken from JSON-LD first', () => {
    const { fields, origins, problems } = read(full.replace('LD\n', `${linked}\n`));
    expect(fields).toEqual({
      title: 'From JSON-LD',
      summary: 'Described by JSON-LD',
      date: may4,
      updated: Date.UTC(2025, 4, 4, 8),
      expires: Date.UTC(2027, 0, 1),
      authors: [
        { name: 'Jane Doe', url: 'https://paper.example/jane' },
        { name: 'John Roe' },
        { name: 'Ann' },
      ],
      section: 'Americas',
      tags: ['one', 'two'],
      image: { src: '/a.jpg', caption: 'A caption', credit: 'AP', width: 1600, height: 900 },
      language: 'es-MX',
      canonical: 'https://paper.example/story',
    });
    expect(origins).toMatchObject({
      title: 'JSON-LD headline, line 34',
      date: 'JSON-LD datePublished, line 36',
      authors: 'JSON-LD author, line 39',
    });
    expect(problems).toEqual([]);
  });

  it('then from Open Graph, then from other tags', () => {
    const { fields, origins, problems } = read(full.replace('LD\n', '\n'));
    expect(fields).toEqual({
      title: 'From Open Graph',
      summary: 'Described by Open Graph',
      date: Date.UTC(2025, 4, 4, 7),
      updated: Date.UTC(2025, 4, 4, 8),
      expires: Date.UTC(2026, 4, 4, 8),
      authors: [{ name: 'Meta Author' }],
      section: 'World',
      tags: ['Mexico', 'Drugs'],
      image: { src: 'https://paper.example/og.jpg', alt: 'A harbour', width: 1200 },
      language: 'en-US',
      canonical: 'https://paper.example/og',
    });
    expect(origins).toEqual({
      title: 'og:title, line 11',
      summary: 'og:description, line 12',
      date: 'article:published_time, line 20',
      updated: 'article:modified_time, line 21',
      expires: 'article:expiration_time, line 22',
      authors: 'meta author, line 6',
      section: 'article:section, line 23',
      tags: 'article:tag, line 24',
      image: 'og:image, line 15',
      language: 'og:locale, line 14',
      canonical: 'og:url, line 13',
    });
    expect(problems).toEqual([]);
  });

  it('then from the rest of the head', () => {
    const bare = full.replace('LD\n', '\n').replace(/<meta property="(?!og:site_name).*\n/g, '');
    const { fields, origins } = read(
      bare.replace('<p>First</p>', '<time datetime="2025-05-04T10:39">now</time>'),
    );
    expect(fields).toEqual({
      title: 'From the title',
      summary: 'From the description',
      date: may4,
      authors: [{ name: 'Meta Author' }],
      tags: ['meta one', 'meta two'],
      language: 'en-GB',
      canonical: 'https://paper.example/canonical',
    });
    expect(origins).toMatchObject({
      title: '<title>, line 4',
      language: '<html lang>, line 2',
      canonical: '<link rel="canonical">, line 5',
      date: expect.stringMatching(/^<time>, line \d+$/),
    });
  });

  test.each([
    ['a single object', { '@type': 'Article' }],
    ['a list', [{ '@type': 'Organization' }, { '@type': 'BlogPosting' }]],
    ['a graph', { '@graph': [{ '@type': 'WebPage' }, { '@type': 'OpinionNewsArticle' }] }],
    ['inside another thing', { '@type': 'WebPage', mainEntity: { '@type': 'http://schema.org/Article' } }],
    ['a list of types', { '@type': ['Thing', 'schema:TechArticle'] }],
  ])('JSON-LD may be %s', (_what, value) => {
    const text = JSON.stringify(value).replace(
      /"@type":(\[?(?:"Thing",)?"[^"]*(?:Article|BlogPosting)"\]?)/,
      '"@type":$1,"headline":"Found","datePublished":"2025-05-04"',
    );
    expect(read(ld(text)).fields.title).toBe('Found');
  });

  test.each([
    [
      'of a list of other articles',
      { '@type': 'ItemList', itemListElement: [{ '@type': 'NewsArticle', headline: 'Other' }] },
    ],
    ['of what is cited', { '@type': 'WebPage', citation: { '@type': 'NewsArticle', headline: 'Other' } }],
    ['of another kind', { '@type': 'Recipe', headline: 'Other' }],
  ])('JSON-LD %s is not about this one', (_what, value) => {
    expect(read(`<title>This</title>${ld(value)}`).fields.title).toBe('This');
  });

  test.each([
    ['a name', 'Jane Doe', [{ name: 'Jane Doe' }]],
    [
      'an object',
      { name: 'Jane Doe', url: 'https://a.example/' },
      [{ name: 'Jane Doe', url: 'https://a.example/' }],
    ],
    ['several', [{ name: 'A' }, 'B'], [{ name: 'A' }, { name: 'B' }]],
    ['an address, which names nobody', 'https://a.example/', undefined],
    ['nobody', [], undefined],
  ])('an author may be %s', (_what, author, authors) => {
    expect(read(article({ author })).fields.authors).toEqual(authors);
  });

  test.each([
    ['an address', 'a.jpg', { src: 'a.jpg' }],
    ['a list', ['a.jpg', 'b.jpg'], { src: 'a.jpg' }],
    ['an object', { '@type': 'ImageObject', contentUrl: 'a.jpg', width: 5 }, { src: 'a.jpg', width: 5 }],
    ['empty', '', undefined],
  ])('an image may be %s', (_what, image, expected) => {
    expect(read(article({ image })).fields.image).toEqual(expected);
  });

  test.each([
    ['a text', 'a, b ; c', ['a', 'b', 'c']],
    ['a list', ['a, b', 'c', 'c'], ['a, b', 'c']],
    ['things', [{ '@type': 'DefinedTerm', name: 'a' }, 'b'], ['a', 'b']],
  ])('keywords may be %s', (_what, keywords, tags) => {
    expect(read(article({ keywords })).fields.tags).toEqual(tags);
  });

  it('Open Graph may say what the picture of JSON-LD shows', () => {
    const text = `${article({ image: { url: '/a.jpg', caption: 'C' } })}<meta property="og:image" content="/a.jpg"><meta property="og:image:alt" content="Alt">`;
    expect(read(text).fields.image).toEqual({ src: '/a.jpg', caption: 'C', alt: 'Alt' });
  });

  it('text that was escaped once too often is read as meant', () => {
    expect(read(article({ headline: 'Tom &amp; Jerry&#039;s <3' })).fields.title).toBe("Tom & Jerry's <3");
  });

  test.each([
    ['News - The Paper', 'The Paper', '', 'News'],
    ['News | The Paper', 'The Paper', '', 'News'],
    ['News - with a dash — The Paper', 'The Paper', '', 'News - with a dash'],
    ['News - The Paper', 'Another', '', 'News - The Paper'],
    ['The Paper', 'The Paper', '', 'The Paper'],
    ['News · World · The Paper', '', 'News', 'News'],
    ['Newspapers rule', '', 'News', 'Newspapers rule'],
  ])(
    '<title>%s</title> on the site "%s" with the headline "%s" is the title "%s"',
    (title, site, headline, expected) => {
      const text = `<title>${title}</title><meta property="og:site_name" content="${site}">${headline && `<h1>${headline}</h1>`}`;
      expect(read(text).fields.title).toBe(expected);
    },
  );

  it('a piece of HTML is read by its headline and time', () => {
    const { fields, body, problems } = read(
      '<h1>Hello &amp; welcome</h1>\n<p>By me, <time datetime="2025-05-04 10:39">Sunday</time></p>\n<p>Text</p>\n',
    );
    expect(fields).toEqual({ title: 'Hello & welcome', date: may4 });
    expect(body).toEqual({
      format: 'html',
      text: '<p>By me, <time datetime="2025-05-04 10:39">Sunday</time></p>\n<p>Text</p>',
      line: 2,
    });
    expect(problems).toEqual([]);
  });

  it('the time that says so is the date, else the one in the article', () => {
    const one = '<time datetime="2001-01-01">a</time>';
    const date = (text: string) => read(`<title>x</title>${text}`).fields.date;
    const expected = Date.UTC(2025, 4, 4, 7, 39);
    expect(date(`${one}<time itemprop="datePublished" datetime="2025-05-04 10:39">b</time>`)).toBe(expected);
    expect(date(`${one}<time pubdate datetime="2025-05-04 10:39">b</time>`)).toBe(expected);
    expect(date(`${one}<article><time datetime="2025-05-04 10:39">b</time></article>`)).toBe(expected);
  });

  it('a day begins at local midnight, in Eleventy at that of UTC', () => {
    expect(read(article({})).fields.date).toBe(Date.UTC(2025, 4, 3, 21));
    expect(read(article({}), { tool: 'eleventy' }).fields.date).toBe(Date.UTC(2025, 4, 4));
  });

  it('the defaults of its folder fill in what it does not say', () => {
    const { fields } = read(article({ articleSection: 'World' }), {
      defaults: { section: 'Local', author: 'Desk' },
    });
    expect(fields).toMatchObject({ section: 'World', authors: [{ name: 'Desk' }] });
  });
});

describe('the body of a page', () => {
  const head = '<title>Head line</title><meta name=date content=2025-05-04>';
  test.each([
    [
      'what is marked as the body',
      '<article><div itemprop="articleBody"><div>a</div></div>b</article>',
      '<div>a</div>',
    ],
    [
      'all that is marked so',
      '<div itemprop=articleBody>a</div><p>ad</p><div itemprop="x articleBody">b</div>',
      'ab',
    ],
    ['the article', '<main>a<article>b</article></main>', 'b'],
    [
      'the longest article',
      '<article>a</article><article>bb<article>c</article></article>',
      'bb<article>c</article>',
    ],
    ['the main part', '<body>a<main>b</main></body>', 'b'],
    [
      'all of the page, without what is around',
      '<body><nav>a</nav><header>b</header>c<aside>d</aside><footer>e</footer></body>',
      'c',
    ],
    ['boxes inside the article too', '<article>a<aside>b</aside></article>', 'a<aside>b</aside>'],
    ['but no menus', '<div itemprop=articleBody>a<nav>b<nav>c</nav></nav>d</div>', 'ad'],
    ['not the headline again', '<article><h1> Head  <b>line</b></h1>a</article>', 'a'],
    ['but another headline', '<article><h1>Other</h1>a</article>', '<h1>Other</h1>a'],
    ['what was never closed', '<article><p>a<p>b', '<p>a<p>b'],
    ['nothing of templates', '<template><article>much longer</article></template><article>a</article>', 'a'],
  ])('is %s', (_what, text, body) => {
    expect(read(head + text).body.text).toBe(body);
  });

  it('tells its line, and keeps the lines of what is left out', () => {
    const { body } = read(full.replace('LD\n', '\n'));
    const lines = full.split('\n');
    expect(lines[body.line - 1]).toContain('<p>First</p>');
    const last = body.text.split('\n').findIndex((line) => line.includes('Last'));
    expect(lines[body.line - 1 + last]).toContain('<p>Last</p>');
    expect(body.text).not.toMatch(/Share|Filed|From Open Graph|Imprint|Home|Short/);
  });

  test.each([false, 'False', 'http://schema.org/False'])(
    'is only the summary of what is not free (%j)',
    (isAccessibleForFree) => {
      const text = `${article({ isAccessibleForFree, description: 'A & b' })}<article>For those who paid</article>`;
      expect(read(text).body).toEqual({ format: 'html', text: '<p>A &amp; b</p>', line: 1 });
      expect(JSON.stringify(read(text))).not.toContain('paid');
    },
  );

  it('is whole where it is free', () => {
    expect(read(`${article({ isAccessibleForFree: 'True' })}<article>a</article>`).body.text).toBe('a');
  });
});

describe('what is wrong with a page is told', () => {
  it('where JSON-LD is broken, and the rest is believed', () => {
    const text = `<title>Title</title>\n<meta name="date" content="2025-05-04">\n<script type="application/ld+json">\n{ "@type": "NewsArticle",\n  "headline": "x",,\n}</script>`;
    const { fields, problems } = read(text);
    expect(fields.title).toBe('Title');
    expect(problems).toEqual([
      {
        file: 'news/story.html',
        line: 5,
        column: 19,
        severity: 'warning',
        reason:
          'this JSON-LD is not JSON, so nothing in it counts; check quotes, commas and brackets near here',
      },
    ]);
  });

  test.each([
    ['', undefined],
    ['  \n', undefined],
    ['<!-- {"@type":"Article"} -->', undefined],
    ['//<![CDATA[\n{"@type":"Article"}\n//]]>', undefined],
    ['{"@type":"Article"};', undefined],
    ['{"a":"b\nc"}', 7],
    ['{"a":nope}', 5],
    ['{"a":1', 6],
    ['[1,2', 4],
    ['{"a":"\\x"}', 6],
    ['{a:1}', 1],
    ['1 2', 2],
    ['[01]', 1],
  ])('JSON-LD %j is broken at %j', (json, index) => {
    const { problems } = read(`${ld(json)}<h1>x</h1><time datetime=2025-05-04>`);
    expect(problems.map(({ line, column }) => [line, column])).toEqual(
      index === undefined ? [] : [[1, ld('').indexOf('</') + index + 1]],
    );
  });

  it('no title and no date are errors, each with its remedy', () => {
    const { problems } = read('<p>Text</p>');
    expect(problems.map(({ severity }) => severity)).toEqual(['error', 'error']);
    expect(problems[0]?.reason).toContain('add a <title>');
    expect(problems[1]?.reason).toContain('article:published_time');
  });

  it('a draft may lack both', () => {
    expect(read('<p>Text</p>', { defaults: { draft: true } }).problems).toEqual([]);
  });

  it('a date that cannot be read is an error at its place', () => {
    const { problems, fields } = read('<h1>x</h1>\n<meta name="date" content="04/05/2025">');
    expect(fields.date).toBeUndefined();
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ line: 2, severity: 'error' });
    expect(problems[0]?.reason).toMatch(/^meta date "04\/05\/2025" cannot be read: .*; write it like/);
  });

  it('and a warning where another could be read', () => {
    const { problems, fields } = read(
      `${article({ datePublished: 'soon' })}<meta name="date" content="2025-05-04">`,
    );
    expect(fields.date).toBe(Date.UTC(2025, 4, 3, 21));
    expect(problems).toMatchObject([
      { severity: 'warning', reason: expect.stringContaining('JSON-LD datePublished "soon"') },
    ]);
  });

  it('an expiry that cannot be read is an error, and the year 9999 is never', () => {
    expect(read(article({ expires: 'soon' })).problems).toMatchObject([{ severity: 'error' }]);
    const never = read(article({ expires: '9999-12-31' }));
    expect(never.problems).toEqual([]);
    expect(never.fields.expires).toBeUndefined();
  });
});

describe('size and depth are bounded', () => {
  test.each([
    ['elements', '<div>'.repeat(200_000)],
    ['articles', '<article>'.repeat(100_000)],
    ['headlines', '<h1>x'.repeat(100_000)],
    ['lists in JSON-LD', ld('['.repeat(100_000) + ']'.repeat(100_000))],
    ['objects in JSON-LD', ld('{"a":'.repeat(100_000))],
    ['tags', '<meta name=keywords content=a>'.repeat(50_000)],
    ['menus', '<nav></nav>'.repeat(50_000)],
    ['quotes', '<a href="'.repeat(100_000)],
  ])('%s', (_what, text) => {
    expect(read(`<title>Still here</title>${text}`).fields.title).toBe('Still here');
  });
});
