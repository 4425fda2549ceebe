import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { cleanHtml, type Resolve } from '../../../src/articles/reading/html.ts';
import { attacks } from './attacks.ts';
import { harmIn } from './harmless.ts';

/** Lets every scheme through, so that only the cleaning itself can stop one. */
const resolve: Resolve = (address) =>
  URL.canParse(address, 'https://example.org/news/story')
    ? new URL(address, 'https://example.org/news/story').href
    : undefined;
const clean = (html: string) => cleanHtml(html, resolve);

describe('an attack leaves nothing behind that runs, loads or leads astray', () => {
  const vectors = Object.entries(attacks).flatMap(([trick, list]) =>
    list.map((html) => [trick, html] as const),
  );

  it('of more than two hundred known ones', () => {
    expect(new Set(vectors.map(([, html]) => html)).size).toBeGreaterThan(200);
  });

  test.each(vectors)('%s: %j', (_trick, html) => {
    expect(harmIn(clean(html))).toEqual([]);
    expect(clean(clean(html))).toBe(clean(html));
  });

  it('when all stand in one article', () => {
    const all = clean(vectors.map(([, html]) => html).join('\n'));
    expect(harmIn(all)).toEqual([]);
    expect(clean(all)).toBe(all);
  });

  test.each(vectors)('inside other elements, %s: %j', (_trick, html) => {
    for (const [before, after] of [
      ['<p>', '</p>'],
      ['<table><tr><td>', '</td></tr></table>'],
      ['<table>', '</table>'],
      ['<ul><li><a href="https://ok.example">', '</a></li></ul>'],
      ['<pre><b>', '</b></pre>'],
      ['<ruby>x<rt>', '</rt></ruby>'],
      ['<p title="', '">x</p>'],
      ['<!-- ', ' -->'],
    ] as const) {
      const cleaned = clean(before + html + after);
      expect(harmIn(cleaned)).toEqual([]);
      expect(clean(cleaned)).toBe(cleaned);
    }
  });
});

describe('whatever the text', () => {
  const piece = fc.oneof(
    fc.constantFrom(
      ...(
        'p div a b i table tr td th tbody caption colgroup col ul ol li dl dt dd h1 h2 pre ruby rt rp picture source img ' +
        'video audio figure iframe script style svg math title textarea select option form template noscript br hr x-y ' +
        'details summary blockquote span sup object center'
      )
        .split(' ')
        .flatMap((tag) => [
          `<${tag}>`,
          `</${tag}>`,
          `<${tag} href=/x src=/y id=fn1 title='"<>&'>`,
          `<${tag}/>`,
        ]),
    ),
    fc.constantFrom(
      'text',
      ' ',
      '\n',
      '&amp;',
      '&lt;',
      '&nbsp;',
      '&#x3c;',
      '<',
      '>',
      '"',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
    ),
    fc.constantFrom(
      '<a href="#fn1">',
      '<p id=fn1>',
      '<a name=fn1>',
      '<img width=1 height=1 src=/x>',
      '<td colspan=2>',
      '\u0000',
    ),
    fc.string({ unit: 'binary', maxLength: 4 }),
  );

  it('cleaning leaves only what is allowed, and cleaning again changes nothing', () => {
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const cleaned = clean(pieces.join(''));
        expect(harmIn(cleaned)).toEqual([]);
        expect(clean(cleaned)).toBe(cleaned);
      }),
      { numRuns: 1500 },
    );
  });

  it('arbitrary strings are coped with', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
        expect(harmIn(clean(text))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('plain text comes out as it went in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 100 }), (text) => {
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
        expect(clean(escaped)).toBe(escaped);
      }),
    );
  });
});

describe('what a newspaper needs survives exactly', () => {
  test.each([
    [
      'paragraphs and emphasis',
      '<p>A <em>b</em> <strong>c</strong> <b>d</b> <i>e</i> <u>f</u> <s>g</s>.</p>\n<p>Next</p>',
    ],
    ['line breaks and rules', '<p>a<br>b<wbr>c</p><hr><p>d</p>'],
    ['headings', '<h2>a</h2><h3>b</h3><h4>c</h4><h5>d</h5><h6>e</h6>'],
    [
      'quotations',
      '<blockquote cite="https://a.example/"><p>a <q cite="https://b.example/">b</q></p><cite>c</cite></blockquote>',
    ],
    [
      'code',
      '<pre><code>if (a &lt; b &amp;&amp; c &gt; d) {\n\treturn "x";\n}</code></pre><p><kbd>a</kbd><samp>b</samp><var>c</var></p>',
    ],
    [
      'small print',
      '<p><small>a</small><sub>b</sub><sup>c</sup><mark>d</mark><abbr title="World">W</abbr><dfn>e</dfn></p>',
    ],
    [
      'edits',
      '<p><del datetime="2025-05-04T10:39:00+03:00">a</del><ins cite="https://a.example/">b</ins></p>',
    ],
    ['times', '<p><time datetime="2025-05-04T10:39:00+03:00">Sunday</time></p>'],
    [
      'lists',
      '<ul><li>a<ul><li>b</li></ul></li></ul><ol start="3" reversed="" type="a"><li value="7">c</li></ol>',
    ],
    ['descriptions', '<dl><dt>a</dt><dd>b</dd><dd><p>c</p></dd></dl>'],
    [
      'tables',
      '<table><caption>a</caption><colgroup><col span="2"></colgroup><thead><tr><th scope="col" abbr="x">b</th></tr></thead>' +
        '<tbody><tr><td colspan="2" rowspan="3" headers="x y" align="right">c</td></tr></tbody><tfoot><tr><td>d</td></tr></tfoot></table>',
    ],
    ['tables in cells', '<table><tr><td><table><tr><td>a</td></tr></table></td></tr></table>'],
    [
      'figures',
      '<figure><img src="https://a.example/a.jpg" srcset="https://a.example/a.jpg 1x, https://a.example/b.jpg 2x" ' +
        'sizes="(max-width: 600px) 480px, 800px" alt="A &quot;b&quot;" title="c" width="640" height="480"><figcaption>d</figcaption></figure>',
    ],
    [
      'pictures',
      '<picture><source srcset="https://a.example/a.webp 640w" media="(min-width: 1px)" type="image/webp"><img src="https://a.example/a.jpg" alt=""></picture>',
    ],
    ['recordings', '<audio src="https://a.example/a.mp3" preload="none" controls=""></audio>'],
    [
      'films',
      '<video poster="https://a.example/a.jpg" width="640" height="360" controls=""><source src="https://a.example/a.mp4" type="video/mp4; codecs=&quot;avc1.42E01E, mp4a.40.2&quot;">' +
        '<track src="https://a.example/a.vtt" kind="captions" srclang="en" label="English" default=""></video>',
    ],
    [
      'links',
      '<p><a href="https://a.example/?a=1&amp;b=2#c" title="d" rel="nofollow" hreflang="tr">e</a> <a href="mailto:a@b.example">f</a> <a href="tel:+9021">g</a></p>',
    ],
    ['more to read', '<details open=""><summary>a</summary><p>b</p></details>'],
    ['ruby', '<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>'],
    ['other scripts', '<p lang="ar" dir="rtl">خبر <bdi>a</bdi> <bdo dir="ltr">b</bdo></p>'],
    [
      'sections',
      '<section><article><aside><div><span>a</span></div></aside><address>b</address></article></section>',
    ],
    ['characters of every kind', '<p>“é” — … \u00a0 👩‍👩‍👧 𝔘 \u200d \u202b x\'y "z"</p>'],
    [
      'footnotes',
      '<p>a<sup id="fnref:1"><a href="https://example.org/news/story#fn:1">1</a></sup></p><ol><li id="fn:1">b <a href="https://example.org/news/story#fnref:1">↩</a></li></ol>',
    ],
    ['links around blocks', '<a href="https://a.example/"><h3>a</h3><p>b</p></a>'],
  ])('%s', (_what, html) => {
    expect(clean(html)).toBe(html);
  });
});

describe('what is put right', () => {
  test.each([
    ['an h1 inside an article is one heading of it', '<h1>a</h1>', '<h2>a</h2>'],
    [
      'old names have new ones',
      '<strike>a</strike><tt>b</tt><center>c</center>',
      '<s>a</s><code>b</code><div>c</div>',
    ],
    ['unknown elements go, their text stays', '<p><font color=red>a</font><x-y>b</x-y></p>', '<p>ab</p>'],
    ['a form goes, its text stays', '<form><p>a</p><input><select><option>b</select></form>', '<p>a</p>'],
    ['entities become characters', '<p>&eacute;&nbsp;&#8364;&hellip;</p>', '<p>é\u00a0€…</p>'],
    ['a block ends a paragraph', '<p>a<div>b</div>c</p>', '<p>a</p><div>b</div>c\n'],
    ['li ends li, through a div', '<ul><li>a<div>b<li>c</ul>', '<ul><li>a<div>b</div></li><li>c</li></ul>'],
    ['dd ends dt', '<dl><dt>a<dd>b<dt>c</dl>', '<dl><dt>a</dt><dd>b</dd><dt>c</dt></dl>'],
    [
      'cells and rows end each other',
      '<table><tr><td>a<td>b<tr><td>c</table>',
      '<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>',
    ],
    [
      'text between cells gets a cell',
      '<table>a<tr>b<td>c</table>',
      '<table><tr><td>a</td></tr><tr><td>b</td><td>c</td></tr></table>',
    ],
    ['cells without a table are text', '<tr><td>a</td><td>b</td></tr>', 'a\nb'],
    [
      'end tags do not reach out of a cell',
      '<div><table><tr><td>a</div>b</table>c</div>',
      '<div><table><tr><td>ab</td></tr></table>c</div>',
    ],
    ['crossed tags are nested', '<b>a<i>b</b>c</i>', '<b>a<i>b</i></b>c'],
    ['a heading is ended by any heading', '<h2>a</h3>b', '<h2>a</h2>b'],
    [
      'a link ends a link',
      '<a href=/1>a<a href=/2>b</a>',
      '<a href="https://example.org/1">a</a><a href="https://example.org/2">b</a>',
    ],
    ['a link that leads nowhere is its text', '<a>a</a><a href="">b</a><a name=c>d</a>', 'abd'],
    ['what is left open is closed', '<ul><li><b>a', '<ul><li><b>a</b></li></ul>'],
    ['empty paragraphs go', '<p>a</p><p></p><p> &nbsp;\n</p><p>b</p>', '<p>a</p><p>b</p>'],
    ['and leave two words two words', 'a<p></p>b', 'a\nb'],
    ['a paragraph of a pixel goes with it', '<p><img src=/x width=1 height="1px"></p>', ''],
    [
      'small pictures that can be seen stay',
      '<img src=/x width=1 height=9>',
      '<img src="https://example.org/x" width="1" height="9">',
    ],
    ['comments and CDATA go', 'a<!-- b --><![CDATA[c]]>d', 'ad'],
    ['attributes nobody needs go', '<p class=a style="b" onclick=c data-d=e id=f>g</p>', '<p>g</p>'],
    ['ids that nothing points to go', '<p id="s-1">a</p>', '<p>a</p>'],
    [
      'anchors by name serve as well',
      '<a href="#_ftn1" name="_ftnref1">1</a><a href="#_ftnref1" name="_ftn1">2</a>',
      '<a id="_ftnref1" href="https://example.org/news/story#_ftn1">1</a><a id="_ftn1" href="https://example.org/news/story#_ftnref1">2</a>',
    ],
    [
      'of rel only what says something about the link',
      '<a href=/x rel="NoFollow opener x nofollow">a</a>',
      '<a href="https://example.org/x" rel="nofollow">a</a>',
    ],
    [
      'numbers must be numbers',
      '<table><tr><td colspan=9999 rowspan=x>a</table><ol start=1e9><li>',
      '<table><tr><td>a</td></tr></table><ol><li></li></ol>',
    ],
    [
      'sizes lose their unit',
      '<img src=/x width=640px height=50%>',
      '<img src="https://example.org/x" width="640">',
    ],
    [
      'players can be started',
      '<video src=/x autoplay loop></video>',
      '<video src="https://example.org/x" controls=""></video>',
    ],
    [
      'late pictures are shown',
      '<img src="data:image/gif;base64,R0" data-src=/x><img data-lazy-src=/y>',
      '<img src="https://example.org/x"><img src="https://example.org/y">',
    ],
    [
      'late sets of pictures too',
      '<img data-srcset="/x 1x, /y 2x">',
      '<img srcset="https://example.org/x 1x, https://example.org/y 2x" src="https://example.org/x">',
    ],
    ['but a true address beats a late one', '<img src=/x data-src=/y>', '<img src="https://example.org/x">'],
    [
      'commas belong to addresses',
      '<img srcset="/a,b.jpg 1x,/c,d.jpg 2x, /e.jpg 3q">',
      '<img srcset="https://example.org/a,b.jpg 1x, https://example.org/c,d.jpg 2x" src="https://example.org/a,b.jpg">',
    ],
    ['a source has its place in a picture', '<source srcset=/x><track src=/y>a', 'a'],
    [
      'spaces in addresses are encoded',
      '<a href=" mailto:a@b.example?subject=c d ">e</a>',
      '<a href="mailto:a@b.example?subject=c%20d">e</a>',
    ],
    ['lone surrogates and control characters go', '<p>a\ud800b\u0007c\r\nd</p>', '<p>a\ufffdbc\nd</p>'],
    ['what goes whole goes to its own end', '<svg><svg></svg>a</svg>b<object/>c', 'bc'],
    ['of an attribute given twice the first counts', '<p title=a title=b>c</p>', '<p title="a">c</p>'],
    ['an end tag for br is one', 'a</br>b', 'a<br>b'],
  ])('%s', (_what, html, expected) => {
    expect(clean(html)).toBe(expected);
    expect(clean(expected)).toBe(expected);
  });

  it('an address that the resolver refuses is left out, and its element where it is nothing without', () => {
    const refuse = () => undefined;
    expect(cleanHtml('<a href=/x>a</a><img src=/y><q cite=/z>b</q>', refuse)).toBe('a<q>b</q>');
  });

  it('tells the resolver what each address is for', () => {
    const asked: string[] = [];
    cleanHtml(
      '<a href=/a><img src=/b srcset="/c 2x"></a><video poster=/d></video><q cite=/e></q>',
      (address, use) => {
        asked.push(`${use} ${address}`);
        return `https://example.org${address}`;
      },
    );
    expect(asked).toEqual(['link /a', 'media /b', 'media /c', 'media /d', 'link /e']);
  });

  it('does not even ask the resolver about other schemes', () => {
    const asked: string[] = [];
    const note = (address: string) => {
      asked.push(address);
      return undefined;
    };
    for (const html of Object.values(attacks).flat()) cleanHtml(html, note);
    cleanHtml('<a href="news:x">y</a><img src="mailto:a@b.example"><img src="http:x">', note);
    expect(asked.filter((address) => /^(?!(?:https?|mailto|tel):)[a-z][a-z0-9+.-]*:/i.test(address))).toEqual(
      [],
    );
    expect(asked).toContain('http:x');
    expect(asked).not.toContain('mailto:a@b.example');
  });

  it('does not trust what a resolver answers', () => {
    expect(cleanHtml('<a href=/x>a</a>', () => 'javascript:alert(1)')).toBe('a');
    expect(cleanHtml('<a href=/x>a</a>', () => 'java\nscript:alert(1)')).toBe('a');
    expect(cleanHtml('<a href=/x>a</a>', () => '/relative')).toBe('a');
    expect(cleanHtml('<img src=/x>', () => 'mailto:a@b.example')).toBe('');
  });
});

describe('a frame becomes a link', () => {
  const link = (href: string, text: string) => `<p><a href="${href}">${text}</a></p>`;
  test.each([
    [
      'https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ',
      'youtube.com',
    ],
    [
      '//www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42',
      'https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=42s',
      'youtube-nocookie.com',
    ],
    [
      'https://www.youtube.com/embed/videoseries?list=PLx',
      'https://www.youtube.com/playlist?list=PLx',
      'youtube.com',
    ],
    [
      'https://player.vimeo.com/video/76979871?h=8272103f6e',
      'https://vimeo.com/76979871/8272103f6e',
      'player.vimeo.com',
    ],
    [
      'https://www.dailymotion.com/embed/video/x7tgad0',
      'https://www.dailymotion.com/video/x7tgad0',
      'dailymotion.com',
    ],
    [
      'https://geo.dailymotion.com/player/x1.html?video=x7tgad0',
      'https://www.dailymotion.com/video/x7tgad0',
      'geo.dailymotion.com',
    ],
    ['https://maps.example/embed?q=1', 'https://maps.example/embed?q=1', 'maps.example'],
  ])('%s', (src, href, text) => {
    expect(clean(`<iframe src="${src}"></iframe>`)).toBe(link(href, text));
    expect(clean(`<iframe src="${src}" title=" A  film &amp; more "></iframe>`)).toBe(
      link(href, 'A film &amp; more'),
    );
    expect(clean(`<p><iframe src="${src}" /></p>b`)).toBe(`${link(href, text)}b`);
  });

  test.each([
    ['without an address', '<iframe srcdoc="x"></iframe>'],
    ['for nobody to see', '<iframe src="https://a.example/" width=0 height=0></iframe>'],
    ['of another scheme', '<iframe src="mailto:a@b.example"></iframe>'],
  ])('but not one %s', (_what, html) => {
    expect(clean(html)).toBe('');
  });

  it('which ends the link around it, as links cannot nest', () => {
    expect(clean('<a href=/x>a<iframe src=https://a.example/></iframe>b</a>')).toBe(
      '<a href="https://example.org/x">a</a><p><a href="https://a.example/">a.example</a></p>b',
    );
  });
});

describe('size and depth are bounded', () => {
  it('ten thousand open elements become a hundred, with all their text', () => {
    const cleaned = clean(`${'<div>x'.repeat(10_000)}<p>end</p>`);
    expect(cleaned.match(/<div>/g)).toHaveLength(100);
    expect(cleaned.match(/x/g)).toHaveLength(10_000);
    expect(cleaned).toContain('end');
    expect(clean(cleaned)).toBe(cleaned);
  });

  test.each([
    ['elements of one name', '<b>'.repeat(300_000), 1000],
    ['tables', '<table><td>'.repeat(100_000), 2000],
    ['attributes', `<p ${'a=b '.repeat(500_000)}>x</p>`, 10],
    ['end tags', '</p></x></b>'.repeat(100_000), 0],
    ['commas', `<img srcset="${','.repeat(1_000_000)}">`, 0],
    ['one address', `<a href="https://a.example/${'x'.repeat(1_000_000)}">x</a>`, 1],
    ['comments', '<!--'.repeat(300_000), 0],
    ['misnested tags', '<b></i><i></b>'.repeat(100_000), 2_000_000],
    ['one line', 'x'.repeat(3_000_000), 3_000_000],
    ['references', '&lt;'.repeat(300_000), 1_200_000],
    ['undefined references', '&a;&#'.repeat(300_000), 5_000_000],
  ])('%s', (_what, html, most) => {
    const cleaned = clean(html);
    expect(cleaned.length).toBeLessThanOrEqual(most);
    expect(clean(cleaned)).toBe(cleaned);
  });
});
