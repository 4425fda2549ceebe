import { describe, expect, test } from 'vitest';
import { chooseCoding } from '../../src/http/coding.ts';

describe('chooseCoding', () => {
  test('sends plain bytes to who does not ask', () => {
    expect(chooseCoding(undefined)).toBe('identity');
  });

  test.each([
    ['what browsers send', 'gzip, deflate, br, zstd', 'br'],
    ['what most readers send', 'gzip, deflate', 'gzip'],
    ['Go', 'gzip', 'gzip'],
    ['brotli alone', 'br', 'br'],
    ['the old name of gzip', 'x-gzip', 'gzip'],
    ['upper case', 'GZIP', 'gzip'],
    ['upper case brotli', 'BR', 'br'],
    ['no spaces', 'gzip,br', 'br'],
    ['many spaces and tabs', ' \tgzip \t,  br ', 'br'],
    ['equal weights', 'gzip;q=0.5, br;q=0.5', 'br'],
    ['gzip before brotli', 'br;q=0.5, gzip', 'gzip'],
    ['brotli before gzip', 'br, gzip;q=0.9', 'br'],
    ['weights of three digits', 'br;q=0.998, gzip;q=0.999', 'gzip'],
    ['a weight alone', 'gzip;q=0.001', 'gzip'],
    ['weight one', 'gzip;q=1.000', 'gzip'],
    ['weight zero', 'gzip;q=0', 'identity'],
    ['weight zero with digits', 'gzip;q=0.000', 'identity'],
    ['brotli refused', 'br;q=0, gzip', 'gzip'],
    ['both refused', 'br;q=0, gzip;q=0', 'identity'],
    ['a capital Q', 'gzip;Q=0', 'identity'],
    ['spaces around the weight', 'gzip ; q=0', 'identity'],
    ['anything', '*', 'br'],
    ['anything but brotli', 'br;q=0, *', 'gzip'],
    ['anything but the two', 'br;q=0, gzip;q=0, *', 'identity'],
    ['nothing', '*;q=0', 'identity'],
    ['nothing but gzip', 'gzip, *;q=0', 'gzip'],
    ['gzip before anything else', 'gzip, *;q=0.1', 'gzip'],
    ['anything rather than gzip', 'gzip;q=0.1, *', 'br'],
    ['plain bytes alone', 'identity', 'identity'],
    ['plain bytes first', 'identity, gzip;q=0.5', 'identity'],
    ['plain bytes last', 'identity;q=0.5, gzip', 'gzip'],
    ['plain bytes as good as gzip', 'identity, gzip', 'gzip'],
    ['plain bytes before anything', 'identity, *;q=0.5', 'identity'],
    ['plain bytes refused, anything else taken', 'identity;q=0, *', 'br'],
    ['plain bytes refused, gzip taken', 'identity;q=0, gzip', 'gzip'],
    ['all refused, when plain bytes are better than an error', 'identity;q=0, *;q=0', 'identity'],
    ['plain bytes refused and nothing taken', 'identity;q=0', 'identity'],
    ['only what there is not', 'deflate, zstd, compress', 'identity'],
    ['an empty field', '', 'identity'],
    ['commas', ',,,', 'identity'],
    ['empty members', ',gzip,', 'gzip'],
    ['a name that goes on', 'gzipped', 'identity'],
    ['a name within another', 'x-br', 'identity'],
    ['a weight above one', 'gzip;q=2', 'identity'],
    ['a weight of 1.5', 'gzip;q=1.5', 'identity'],
    ['a negative weight', 'gzip;q=-1', 'identity'],
    ['a weight that is no number', 'gzip;q=high', 'identity'],
    ['no weight after the sign', 'gzip;q=', 'identity'],
    ['a bad member beside a good one', 'br;q=x, gzip', 'gzip'],
    ['semicolons instead of commas', 'gzip;br', 'identity'],
    ['quotes', '"gzip"', 'identity'],
    ['the same twice', 'gzip, gzip', 'gzip'],
    ['the same twice, once refused', 'gzip;q=0, gzip', 'identity'],
    ['the field sent twice, as Node joins it', 'gzip, deflate, br;q=0.1', 'gzip'],
  ])('%s', (_title, field, coding) => {
    expect(chooseCoding(field)).toBe(coding);
    expect(chooseCoding(field), 'and again, remembered').toBe(coding);
  });

  test('remembers right whatever strangers ask in between', () => {
    for (let n = 0; n < 1000; n += 1) {
      expect(chooseCoding(`gzip;q=0.${n}1, br;q=0.0${n}`)).toMatch(/gzip|br/);
      expect(chooseCoding('gzip, deflate')).toBe('gzip');
      expect(chooseCoding('')).toBe('identity');
      expect(chooseCoding('br')).toBe('br');
    }
  });

  test('reads a field of any length in no time', () => {
    const start = performance.now();
    expect(chooseCoding(`${'deflate;q=0.5, '.repeat(1000)}gzip`)).toBe('gzip');
    expect(chooseCoding(`gzip${' '.repeat(15_000)};q`)).toBe('identity');
    expect(chooseCoding(`${'gzip '.repeat(3000)}`)).toBe('identity');
    expect(performance.now() - start).toBeLessThan(100);
  });
});
