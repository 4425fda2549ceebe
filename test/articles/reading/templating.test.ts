import { describe, expect, it } from 'vitest';
import { type Dialect, dropTemplates } from '../../../src/articles/reading/templating.ts';

const markdown: Dialect = { markdown: true, tags: true, output: false, mdx: false };
const jekyll: Dialect = { ...markdown, output: true };
const mdx: Dialect = { ...markdown, mdx: true };
const html: Dialect = { ...jekyll, markdown: false };

describe('dropTemplates', () => {
  it.each<[string, Dialect, string, string]>([
    ['drops Liquid tags and keeps what they hold', markdown, 'a {% if x %}b{% endif %} c', 'a b c'],
    ['drops shortcodes and keeps what they hold', markdown, '{{< note >}}b{{< /note >}} {{% x %}}', 'b '],
    ['leaves {{ x }} to Vue and Mustache', markdown, 'a {{ x }}', 'a {{ x }}'],
    ['drops output in Jekyll', jekyll, 'a {{ page.title }}.', 'a .'],
    ['keeps a text that output would print', jekyll, '![]({{ "/a.png" | relative_url }})', '![](/a.png)'],
    ['leaves a named link without an address a link', jekyll, '[a]: {% link b.md %}\n', '[a]: <>\n'],
    ['but not one of which more is told', jekyll, '[a]: {% link b.md %}#c', '[a]: #c'],
    ['nor text', jekyll, 'b [a]: {% link b.md %}', 'b [a]: '],
    ['drops the base of the site', jekyll, '![]({{ site.baseurl }}/a.png)', '![](/a.png)'],
    ['keeps what stands in raw', jekyll, '{% raw %}{{ x }} {% y %}{% endraw %}', '{{ x }} {% y %}'],
    ['takes raw off a fence', jekyll, '```\n{% raw %}\n{{ x }}\n{% endraw %}\n```', '```\n\n{{ x }}\n\n```'],
    ['drops remarks with what they hold', jekyll, 'a{% comment %}secret\n{% endcomment %}b', 'a\nb'],
    [
      'shows highlighted code',
      jekyll,
      '{% highlight ruby linenos %}\na < {{ b }}\n{% endhighlight %}',
      '<pre><code class="language-ruby">a &lt; {{ b }}\n</code></pre>\n',
    ],
    [
      'shows highlighted code of Hugo',
      markdown,
      '{{< highlight go >}}a{{< /highlight >}}',
      '<pre><code class="language-go">a</code></pre>',
    ],
    ['shows a shortcode that is shown', markdown, '{{</* fig */>}}', '{{< fig >}}'],
    ['drops remarks of Hugo', markdown, 'a{{/* b */}}c', 'ac'],
    ['leaves spans of code alone', jekyll, '`{% x %}` ``{{ ` }}``', '`{% x %}` ``{{ ` }}``'],
    [
      'leaves fences alone',
      markdown,
      '~~~\n{% x %}\n~~~\n> ```\n> {{< y >}}\n> ```',
      '~~~\n{% x %}\n~~~\n> ```\n> {{< y >}}\n> ```',
    ],
    ['leaves an open fence alone', markdown, '```\n{% x %}', '```\n{% x %}'],
    ['is not stopped by a lone backtick', markdown, 'a ` b {% x %}\n\n` c', 'a ` b \n\n` c'],
    ['leaves code in HTML alone', html, '<PRE>{% x %}</PRE>{% y %}', '<PRE>{% x %}</PRE>'],
    ['keeps the number of lines', markdown, 'a\n{{< x\n  y="z"\n>}}\nb', 'a\n\n\n\nb'],
    ['leaves a tag without an end', markdown, 'a {% b\n\nc {% d %}', 'a {% b\n\nc '],
    [
      'drops imports and exports',
      mdx,
      "import A from 'a'\nexport const b = {\n\n  c: 1 }\n\nText",
      '\n\n\n\n\nText',
    ],
    [
      'keeps prose that begins alike',
      mdx,
      'import taxes rose.\nexport figures fell.',
      'import taxes rose.\nexport figures fell.',
    ],
    [
      'drops components and keeps what they hold',
      mdx,
      '<A.B c={d > e} f=">" />x<Note>\ny\n</Note><>z</>',
      'x\ny\nz',
    ],
    ['keeps HTML', mdx, '<div><Http://a></div>', '<div><Http://a></div>'],
    ['drops remarks of MDX', mdx, 'a{/* b\n */}c', 'a\nc'],
    ['leaves components alone elsewhere', markdown, '<Note>x</Note>', '<Note>x</Note>'],
  ])('%s', (_title, dialect, given, expected) =>
    expect(dropTemplates(given, 1, dialect).text).toBe(expected),
  );

  it('tells of each kind once, with the place of the first', () => {
    const { dropped } = dropTemplates(
      'a\n {% include x %} {{< fig >}}\n{% include y %}{% endif %}',
      5,
      markdown,
    );
    expect(dropped.map(({ spot, reason }) => [spot, reason.split(';')[0]])).toEqual([
      [{ line: 6, column: 2 }, 'the Liquid tag {% include %} (and 1 more like it) was left out'],
      [{ line: 6, column: 18 }, 'the shortcode {{< fig >}} was left out'],
    ]);
  });

  it.each([
    ['{%'],
    ['{{<'],
    ['{{'],
    ['`'],
    ['``` a '],
    ['`a``b'],
    ['<A '],
    ['<A {'],
    ['{% raw %}'],
    ['{% highlight x %}'],
    ['{{< highlight >}}'],
    ['import {\n'],
    ['{/*'],
    ['<pre'],
    ['<pre>'],
    ['~~~\n'],
    ['{{</*'],
  ])('takes no time over %j again and again', (piece) => {
    const text = piece.repeat(Math.ceil(100_000 / piece.length));
    const begin = performance.now();
    for (const dialect of [jekyll, mdx, html]) dropTemplates(text, 1, dialect);
    expect(performance.now() - begin).toBeLessThan(3000);
  });
});
