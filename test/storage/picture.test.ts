import { describe, expect, test } from 'vitest';
import { measure } from '../../src/storage/picture.ts';
import {
  avif,
  box,
  exif,
  extent,
  frame,
  gif,
  jpeg,
  png,
  segment,
  webpExtended,
  webpLossless,
  webpLossy,
} from './pictures.ts';

const svg = (text: string): Buffer => Buffer.from(text);

describe('type and size', () => {
  const cases: [string, Uint8Array, string, number, number][] = [
    ['PNG', png(1200, 630), 'image/png', 1200, 630],
    ['a very wide PNG', png(70_000, 2), 'image/png', 70_000, 2],
    ['GIF', gif(320, 240), 'image/gif', 320, 240],
    [
      'baseline JPEG',
      jpeg(segment(0xe0, Buffer.from('JFIF\0')), frame(0xc0, 800, 600)),
      'image/jpeg',
      800,
      600,
    ],
    ['progressive JPEG', jpeg(frame(0xc2, 4000, 3000)), 'image/jpeg', 4000, 3000],
    [
      'JPEG with tables before its frame',
      jpeg(segment(0xc4, Buffer.alloc(40, 0xc0)), frame(0xc0, 8, 6)),
      'image/jpeg',
      8,
      6,
    ],
    ['JPEG with fill bytes', jpeg(Buffer.from([0xff, 0xff]), frame(0xc0, 8, 6)), 'image/jpeg', 8, 6],
    [
      'JPEG with a large preview',
      jpeg(segment(0xe1, Buffer.alloc(65_000)), segment(0xe2, Buffer.alloc(65_000)), frame(0xc1, 8, 6)),
      'image/jpeg',
      8,
      6,
    ],
    ['JPEG upright by its Exif', jpeg(exif(1, 'II'), frame(0xc0, 800, 600)), 'image/jpeg', 800, 600],
    ['JPEG upside down', jpeg(exif(3, 'MM'), frame(0xc0, 800, 600)), 'image/jpeg', 800, 600],
    ['JPEG on its side', jpeg(exif(6, 'II'), frame(0xc0, 800, 600)), 'image/jpeg', 600, 800],
    ['JPEG on its other side', jpeg(exif(8, 'MM'), frame(0xc2, 800, 600)), 'image/jpeg', 600, 800],
    [
      'JPEG with damaged Exif',
      jpeg(segment(0xe1, Buffer.from('Exif\0\0MM\0*\xff\xff\xff\xf0', 'latin1')), frame(0xc0, 8, 6)),
      'image/jpeg',
      8,
      6,
    ],
    ['lossy WebP', webpLossy(640, 480), 'image/webp', 640, 480],
    ['lossless WebP', webpLossless(16_384, 3), 'image/webp', 16_384, 3],
    ['lossless WebP of odd height', webpLossless(5, 16_000), 'image/webp', 5, 16_000],
    ['extended WebP', webpExtended(100_000, 77), 'image/webp', 100_000, 77],
    ['AVIF', avif(extent(1024, 768)), 'image/avif', 1024, 768],
    ['AVIF with a thumbnail', avif(extent(64, 48), extent(1024, 768)), 'image/avif', 1024, 768],
    [
      'AVIF turned by a quarter',
      avif(extent(1024, 768), box('irot', Buffer.from([1]))),
      'image/avif',
      768,
      1024,
    ],
    [
      'AVIF turned by a half',
      avif(extent(1024, 768), box('irot', Buffer.from([2]))),
      'image/avif',
      1024,
      768,
    ],
    [
      'SVG',
      svg('<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20px"/>'),
      'image/svg+xml',
      30,
      20,
    ],
    ['SVG by its view box', svg('<svg viewBox="0 0 30.4 20"></svg>'), 'image/svg+xml', 30, 20],
    [
      'SVG as wide as the page',
      svg(`<svg width='100%' height='100%' viewBox='0,0,3,2'>`),
      'image/svg+xml',
      3,
      2,
    ],
    [
      'SVG with one side and proportions',
      svg('<svg height="10" viewBox="0 0 30 20">'),
      'image/svg+xml',
      15,
      10,
    ],
    [
      'SVG whose lines have a width',
      svg('<svg stroke-width="3" viewBox="0 0 30 20">'),
      'image/svg+xml',
      30,
      20,
    ],
    [
      'SVG behind declarations and comments',
      svg(
        '\uFEFF<?xml version="1.0"?>\n<!-- <svg width="1" height="1"> --><!DOCTYPE svg [<!ENTITY a "b">]>\n<svg:svg\n width="30"\n height="20">',
      ),
      'image/svg+xml',
      30,
      20,
    ],
  ];
  test.each(cases)('%s', (_, bytes, type, width, height) => {
    expect(measure(bytes)).toEqual({ type, width, height });
  });

  test('a view into a larger buffer is measured alone', () => {
    const whole = new Uint8Array([...Buffer.from('GIF89a'), ...png(12, 6)]);
    expect(measure(whole.subarray(6))).toEqual({ type: 'image/png', width: 12, height: 6 });
  });
});

describe('the type alone, where the size is not told', () => {
  test.each<[string, Uint8Array, string]>([
    ['PNG cut short', png(12, 6).subarray(0, 20), 'image/png'],
    ['PNG without width', png(0, 6), 'image/png'],
    ['GIF cut short', gif(12, 6).subarray(0, 7), 'image/gif'],
    ['JPEG cut short', jpeg(frame(0xc0, 8, 6)).subarray(0, 8), 'image/jpeg'],
    ['JPEG without a frame', jpeg(), 'image/jpeg'],
    [
      'JPEG with a segment that has no length',
      Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 0, 0, 0]),
      'image/jpeg',
    ],
    ['WebP of an unknown kind', Buffer.from('RIFF\0\0\0\0WEBPVP9 \0\0\0\0\0\0\0\0\0\0'), 'image/webp'],
    ['AVIF without properties', avif(), 'image/avif'],
    ['AVIF cut short', avif(extent(8, 6)).subarray(0, 30), 'image/avif'],
    ['SVG without size', svg('<svg>'), 'image/svg+xml'],
  ])('%s', (_, bytes, type) => {
    expect(measure(bytes)).toEqual({ type });
  });
});

describe('no picture', () => {
  test.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['one byte', new Uint8Array([0xff])],
    ['text', Buffer.from('Flood in York')],
    ['a page with an SVG in it', Buffer.from('<html><svg width="1" height="1"></svg></html>')],
    ['an element that only begins like SVG', Buffer.from('<svgx width="1" height="1">')],
    ['a comment without end', Buffer.from('<!-- <svg width="1" height="1">')],
    ['a sound in RIFF', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
    ['a video with the boxes of AVIF', box('ftyp', Buffer.from('isom\0\0\0\0mp42'))],
  ])('%s', (_, bytes) => {
    expect(measure(bytes)).toBeUndefined();
  });
});
