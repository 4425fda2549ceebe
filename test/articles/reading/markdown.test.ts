import { describe, expect, it } from 'vitest';
import { firstHeading, markdownToHtml } from '../../../src/articles/reading/markdown.ts';

describe('markdownToHtml', () => {
  it('knows the tables, strikethrough and addresses of GitHub, and lets HTML pass', () => {
    const html = markdownToHtml('|a|b|\n|-|-|\n|c|d|\n\n~~e~~ https://f.example <kbd>g</kbd>');
    for (const part of ['<td>c</td>', '<del>e</del>', '<a href="https://f.example">', '<kbd>g</kbd>'])
      expect(html).toContain(part);
  });

  it('keeps no memory of the text before', () => {
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
