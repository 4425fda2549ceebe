import { describe, expect, test } from 'vitest';
import { bodyHtml } from '../../../src/articles/reading/body.ts';
import type { Body } from '../../../src/articles/reading/reading.ts';
import { attacks } from './attacks.ts';
import { harmIn } from './harmless.ts';

const base = 'https://example.org/news/';
const resolve = (address: string) => (URL.canParse(address, base) ? new URL(address, base).href : undefined);
const render = (format: Body['format'], text: string) => bodyHtml({ format, text, line: 1 }, resolve);

describe('a body becomes HTML', () => {
  test.each([
    [
      'html',
      '<h1>a</h1><p onclick=b>c <a href=d>e</a></p>',
      '<h2>a</h2><p>c <a href="https://example.org/news/d">e</a></p>',
    ],
    [
      'markdown',
      'a *b* [c](d)\n\n![e](f.jpg)',
      '<p>a <em>b</em> <a href="https://example.org/news/d">c</a></p>\n<p><img src="https://example.org/news/f.jpg" alt="e"></p>',
    ],
    ['markdown', '| a | b |\n|---|--:|\n| c | d |', '<td align="right">d</td>'],
    ['markdown', '<div onclick=a>b</div>\n\n[c](javascript:d)', '<div>b</div>'],
    ['wire', 'One <b>line</b> & more\nAnother', '<p>One &lt;b&gt;line&lt;/b&gt; &amp; more</p>'],
  ] as const)('from %s: %j', (format, text, expected) => {
    expect(render(format, text).trim()).toContain(expected);
  });

  test.each(['html', 'markdown', 'wire'] as const)('without harm from %s', (format) => {
    for (const html of Object.values(attacks).flat()) {
      expect(harmIn(render(format, html))).toEqual([]);
      expect(harmIn(render(format, `- a\n  > ${html}\n\n[x](<${html}>) ![y](${html})`))).toEqual([]);
    }
  });
});
