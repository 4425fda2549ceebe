import { describe, expect, test } from 'vitest';
import { finish } from '../../../src/articles/steps.ts';
import { type Format, fragmentOf, joinPieces, type Pieces } from '../../../src/feeds/feed.ts';
import { formats } from '../../../src/feeds/formats/formats.ts';
import { idsIn, verify, verifyXml } from '../../../src/feeds/formats/verify.ts';
import { entry, feed } from '../../support/feeds.ts';

const written = feed([entry({ id: 'urn:a' }), entry({ id: 'urn:b' })]);

/** Pieces with one of their fragments changed. */
function edited(format: Format, nth: number, change: (text: string) => string): Pieces {
  const pieces = format.write(written);
  const fragments = pieces.fragments.map((fragment, index) =>
    index === nth ? fragmentOf(change(fragment.bytes.toString())) : fragment,
  );
  return { ...pieces, fragments };
}

describe.each(formats)('$name', (format) => {
  const wrong = (pieces: Pieces) => verify(format.name, pieces, written);

  test('is as sound in pieces as it is as a whole', () => {
    const pieces = format.write(written);
    expect(wrong(pieces)).toBeUndefined();
    expect(idsIn(format.name, joinPieces(pieces).toString())).toEqual(['urn:a', 'urn:b']);
  });

  test.each<[string, (text: string) => string]>([
    ['that ends too early', (text) => text.slice(0, -4)],
    ['that goes on behind its end', (text) => text.trim() + text.trim().slice(-8)],
    ['under the id of another', (text) => text.replaceAll('urn:b', 'urn:c')],
    ['without an id', (text) => text.replaceAll('urn:b', '')],
    ['with a character that may not be there', (text) => text.replace('urn:b', 'urn:b\u0000')],
    ['that is two', (text) => (format.name === 'json' ? `${text},${text}` : text + text)],
    ['that is none', () => (format.name === 'json' ? '{}' : '')],
  ])('does not pass with an entry %s', (_, change) => {
    expect(wrong(edited(format, 1, change))).toBeTypeOf('string');
  });

  test('does not pass with a frame that is broken, or in which entries are read as something else', () => {
    const pieces = format.write(written);
    const comment = format.name === 'json' ? ['"', '"'] : ['<!--', '-->'];
    for (const [before, after] of [
      ['<', ''],
      ['', '<'],
      [comment[0], comment[1]],
    ]) {
      const frame = { head: `${pieces.head}${before}`, tail: `${after}${pieces.tail}` };
      expect(wrong({ ...pieces, ...frame })).toBeTypeOf('string');
    }
  });

  test('does not pass with an entry too few, or in another order', () => {
    const pieces = format.write(written);
    expect(wrong({ ...pieces, fragments: pieces.fragments.slice(1) })).toBeTypeOf('string');
    expect(wrong({ ...pieces, fragments: pieces.fragments.toReversed() })).toBeTypeOf('string');
  });

  test('reads an entry again where other words stand around it', () => {
    const pieces = format.write(written);
    expect(wrong(pieces)).toBeUndefined();
    expect(wrong({ ...pieces, shell: ['<other>', '</another>'] })).toBeTypeOf('string');
  });
});

test('a prefix that only the words around an entry declare is seen where they do not', () => {
  const rss = formats[0] as Format;
  const pieces = edited(rss, 0, (text) => text.replace('</item>', '<x:y/></item>'));
  expect(verify('rss', pieces, written)).toMatch(/unbound namespace prefix/);
  const shell = [pieces.shell[0].replace('<rss', '<rss xmlns:x="urn:x"'), '</rss>'] as const;
  expect(verify('rss', { ...pieces, shell }, written)).toBeUndefined();
});

test.each([0, 1, 2, 3])('a long document is read in pieces, wherever they are cut (%d)', (shift) => {
  const ids = Array.from({ length: 3 }, (_, nth) => `${nth}${'💥'.repeat(16_384)}`);
  const items = ids.map((id) => `<item><guid>${id}</guid></item>\r\n`).join('');
  const text = `<rss>${' '.repeat(shift)}${items}</rss>`;
  expect(idsIn('rss', text)).toEqual(ids);
  expect(finish(verifyXml(text))).toBeUndefined();
  expect(finish(verifyXml(text.slice(0, -1)))).toContain('unclosed');
});
