import { describe, expect, it } from 'vitest';
import { firstHeading, markdownToHtml } from '../../../src/articles/reading/markdown.ts';

describe('markdownToHtml', () => {
  it('knows the tables, strikethrough and addresses of GitHub, and lets HTML pass', () => {
    const html = markdownToHtml('|a|b|\n|-|-|\n|c|d|\n\n~~e~~ https://f.example <kbd>g</kbd>');
    for (const part of ['<td>c</td>', '<del>e</del>', '<a href="https://f.example">', '<kbd>g</kbd>'])
      expect(html).toContain(part);
  });

  it('has footnotes, in the order in which they are named, with ways there and back', () => {
    const html = markdownToHtml(
      'One[^b] two[^A] again[^b].\n\n[^a]: First\n    goes on.\n\n    A paragraph.\n[^b]: *Second*.\n\nEnd.',
    );
    expect(html).toBe(
      `<p>One<sup id="fnref-1"><a href="#fn-1">[1]</a></sup> two<sup id="fnref-2"><a href="#fn-2">[2]</a></sup> ` +
        'again<sup><a href="#fn-1">[1]</a></sup>.</p>\n<p>End.</p>\n<hr>\n<ol>\n' +
        '<li id="fn-1">\n<p><em>Second</em>.</p>\n<p><a href="#fnref-1">↩</a></p>\n</li>\n' +
        '<li id="fn-2">\n<p>First\ngoes on.</p>\n<p>A paragraph.</p>\n<p><a href="#fnref-2">↩</a></p>\n</li>\n</ol>\n',
    );
  });

  it.each([
    ['a footnote without a note', 'One[^1].', '<p>One[^1].</p>\n'],
    ['a note that nobody names', 'One.\n\n[^1]: Note.', '<p>One.</p>\n'],
    ['notes within notes on one line', '[^a]: [^b]: x', '<p>[^a]: [^b]: x</p>\n'],
    ['what every object has', 'One[^constructor].', '<p>One[^constructor].</p>\n'],
    ['a footnote in code', '`[^1]`\n\n[^1]: x', '<p><code>[^1]</code></p>\n'],
    ['attributes of kramdown', '![a](https://b.example/c.png){: .wide width="300"}', undefined],
    ['attributes on a line of their own', 'Text\n{: .note}', '<p>Text\n</p>\n'],
    ['attributes in code', '`{: .note}`', '<p><code>{: .note}</code></p>\n'],
    ['braces that are none', 'a {:b 1} c {#d}', '<p>a {:b 1} c {#d}</p>\n'],
    ['the name of a heading', '## Heading {#name .wide}', '<h2>Heading</h2>\n'],
    ['a list of tasks', '- [x] a\n- [ ] b', '<ul>\n<li>☑ a</li>\n<li>☐ b</li>\n</ul>\n'],
  ])('understands %s', (_title, text, html) => {
    expect(markdownToHtml(text)).toBe(html ?? '<p><img src="https://b.example/c.png" alt="a"></p>\n');
  });

  it('keeps no memory of the text before', () => {
    markdownToHtml('A[^1].\n\n[^1]: Note.');
    expect(markdownToHtml('A[^1].')).toBe('<p>A[^1].</p>\n');
    markdownToHtml('[a]: https://a.example\n\n[a]');
    expect(markdownToHtml('[a]')).toBe('<p>[a]</p>\n');
  });

  it.each([
    ['>'],
    ['> '],
    ['- '],
    ['1. '],
    ['- > '],
    ['* _'],
    ['['],
    ['!['],
    ['*'],
    ['*a '],
    ['*a **b '],
    ['a*b**c'],
    ['_a __b '],
    ['~a ~~b'],
    ['<a '],
    ['`a'],
    ['|'],
    ['[a]('],
    ['<!--'],
    ['&a'],
    ['\n- a\n  '],
    ['\\'],
    ['('],
    ['[^'],
    ['[^a] '],
    ['[^a]: '],
    ['[^a]: b\n'],
    ['[^a]: b\n\n'],
    ['[^a]: b [^a]\n\n    c\n\n'],
    ['{:'],
    ['{: .a '],
    ['{: a="'],
    ['*a* {'],
  ])('takes little time over %j again and again', (piece) => {
    const text = piece.repeat(10_000);
    const begin = performance.now();
    expect(typeof markdownToHtml(text)).toBe('string');
    expect(typeof markdownToHtml(`${text}${'c** d* '.repeat(5000)}`)).toBe('string');
    expect(performance.now() - begin).toBeLessThan(5000);
  });

  it('shows as typed what is nested beyond all use', () => {
    expect(markdownToHtml(`${'>'.repeat(10_000)}a <b\n\nc`)).toMatch(/^<p>(?:&gt;)+a &lt;b<\/p>\n<p>c<\/p>$/);
    const steps = Array.from({ length: 300 }, (_, depth) => `${'  '.repeat(depth)}- a`).join('\n');
    expect(markdownToHtml(steps)).not.toContain('<ul>');
  });

  it('takes ten quotes, deep lists and pointers of C as they are', () => {
    expect(markdownToHtml(`${'> '.repeat(10)}a`)).toContain('<blockquote>');
    expect(markdownToHtml(`${'  '.repeat(5)}- a`)).toContain('- a');
    expect(markdownToHtml(`\`\`\`c\n${'char *a, *b;\n'.repeat(100)}\`\`\`\n\n**x**`)).toContain(
      '<strong>x</strong>',
    );
  });
});

describe('firstHeading', () => {
  it.each([
    ['# A', 'A', 0, ''],
    ['\n\n# A *b* & `c` #\n\ntext', 'A b & c', 2, '\n\n\n\ntext'],
    ['A\n=\n\ntext', 'A', 0, '\n\n\ntext'],
    ['```\n# no\n```\n\n# A\n', 'A', 4, '```\n# no\n```\n\n\n'],
    ['## no\n\n# A &amp; B {#id}', 'A & B', 2, '## no\n\n'],
  ])('finds it in %j', (text, title, line, rest) =>
    expect(firstHeading(text)).toEqual({ title, line, rest }),
  );

  it.each(['', 'text', '## A', '#no', '    # code', '# '])('finds none in %j', (text) =>
    expect(firstHeading(text)).toBeUndefined(),
  );
});
