import { describe, expect, test } from 'vitest';
import { attribute, html, raw } from '../../src/pages/html.ts';

describe('html', () => {
  test.each([
    [
      'text is escaped',
      html`<p>${'<b> & "c" \'d\''}</p>`,
      '<p>&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;</p>',
    ],
    ['what is escaped already is escaped again', html`${'&amp;'}`, '&amp;amp;'],
    [
      'an attribute cannot be left',
      html`<a title="${'" onclick="x'}">`,
      '<a title="&quot; onclick=&quot;x">',
    ],
    ['markup stays markup', html`<p>${html`<b>${'<'}</b>`}</p>`, '<p><b>&lt;</b></p>'],
    ['clean HTML is taken as it is', html`<div>${raw('<p>a & b</p>')}</div>`, '<div><p>a & b</p></div>'],
    ['lists are joined, and each part is treated by itself', html`${['<', [html`<br>`, 1]]}`, '&lt;<br>1'],
    ['nothing is nothing', html`a${undefined}b`, 'ab'],
    ['zero is something', html`${0}`, '0'],
    ['an attribute without a value is left out', html`<img${attribute('width', undefined)}>`, '<img>'],
    ['an attribute has its value escaped', html`<img${attribute('alt', '"<')}>`, '<img alt="&quot;&lt;">'],
    ['an empty attribute stays', html`<img${attribute('alt', '')}>`, '<img alt="">'],
  ])('%s', (_, made, expected) => {
    expect(made.toString()).toBe(expected);
  });

  test('an object that only looks like markup is not taken for it', () => {
    const forged = JSON.parse('{"markup":"<script>","toString":null}') as never;
    expect(() => html`${forged}`.toString()).toThrow();
  });
});
