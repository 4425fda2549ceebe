import { describe, expect, test } from 'vitest';
import { decode } from '../../src/storage/decode.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16be = (text: string): Buffer => Buffer.from(text, 'utf16le').swap16();

describe('text without problems', () => {
  const cases: [string, string, Buffer, string][] = [
    ['UTF-8', 'a.txt', Buffer.from('Zoë 洪水 🌊'), 'Zoë 洪水 🌊'],
    ['UTF-8 with a byte order mark', 'a.txt', Buffer.from('\uFEFFZoë'), 'Zoë'],
    ['UTF-16, low byte first', 'a.txt', Buffer.from('\uFEFFZoë\r\n洪', 'utf16le'), 'Zoë\n洪'],
    ['UTF-16, high byte first', 'a.txt', utf16be('\uFEFFZoë'), 'Zoë'],
    ['line ends of Windows and of old Macs', 'a.txt', Buffer.from('a\r\nb\rc\n\r\nd'), 'a\nb\nc\n\nd'],
    ['a replacement character that was written', 'a.txt', Buffer.from('a\uFFFDb'), 'a\uFFFDb'],
    ['nothing', 'a.txt', Buffer.alloc(0), ''],
    [
      'a page that says what it is',
      'a.html',
      latin('<meta charset="windows-1252"><p>\x93caf\xE9\x94 \x80'),
      '<meta charset="windows-1252"><p>“café” €',
    ],
    [
      'a page that says it the old way',
      'a.htm',
      latin('<META http-equiv=Content-Type content="text/html; charset=iso-8859-1"><p>\xE9'),
      '<META http-equiv=Content-Type content="text/html; charset=iso-8859-1"><p>é',
    ],
    [
      'a page in Japanese',
      'a.html',
      Buffer.concat([latin('<meta charset=shift_jis>'), Buffer.from([0x8d, 0x5e])]),
      '<meta charset=shift_jis>洪',
    ],
    ['a page that is UTF-8', 'a.html', Buffer.from('<meta charset="utf-8">é'), '<meta charset="utf-8">é'],
    [
      'a byte order mark that beats what the page says',
      'a.html',
      Buffer.from('\uFEFF<meta charset=koi8-r>é'),
      '<meta charset=koi8-r>é',
    ],
  ];
  test.each(cases)('%s', (_, file, bytes, text) => {
    expect(decode(bytes, file)).toEqual({ text, problems: [] });
  });
});

describe('bytes that are no UTF-8 are Windows-1252, and told with the first of them', () => {
  test.each<[string, Buffer, string, number, number]>([
    ['in the first line', latin('caf\xE9'), 'café', 1, 4],
    ['in a later line', latin('a\r\nb\rcd\x85'), 'a\nb\ncd…', 3, 3],
    [
      'after characters of two units',
      Buffer.concat([Buffer.from('🌊é\n🌊x'), latin('\xE9')]),
      'ðŸŒŠÃ©\nðŸŒŠxé',
      2,
      4,
    ],
    [
      'after a replacement character that was written',
      Buffer.concat([Buffer.from('\uFFFD'), latin('\xE9')]),
      'ï¿½é',
      1,
      2,
    ],
    ['behind a byte order mark', Buffer.concat([Buffer.from('\uFEFFa'), latin('\xE9')]), 'aé', 1, 2],
    ['half a character at the end', Buffer.from('aé').subarray(0, 2), 'aÃ', 1, 2],
    ['an encoded surrogate', Buffer.from([0x61, 0xed, 0xa0, 0x80]), 'aí\u00A0€', 1, 2],
  ])('%s', (_, bytes, text, line, column) => {
    expect(decode(bytes, 'a.txt')).toEqual({
      text,
      problems: [
        { file: 'a.txt', line, column, severity: 'warning', reason: expect.stringContaining('Windows-1252') },
      ],
    });
  });

  test('the meta element of a page counts in pages only', () => {
    const { problems } = decode(latin('<meta charset=windows-1252>\xE9'), 'a.md');
    expect(problems).toHaveLength(1);
  });
});

test('a page in an encoding that nobody knows is told, and read as UTF-8', () => {
  expect(decode(Buffer.from('<meta charset="klingon">é'), 'a.html')).toEqual({
    text: '<meta charset="klingon">é',
    problems: [{ file: 'a.html', severity: 'warning', reason: expect.stringContaining('klingon') }],
  });
});

test('a page that is not what it says is told', () => {
  const { text, problems } = decode(Buffer.from('<meta charset=euc-kr>\xFF', 'latin1'), 'a.html');
  expect(text).toContain('\uFFFD');
  expect(problems).toEqual([
    { file: 'a.html', severity: 'warning', reason: expect.stringContaining('euc-kr') },
  ]);
});

describe('what is not text', () => {
  test.each<[string, Buffer]>([
    ['a picture', Buffer.from([0x89, 0x50, 0x0a, 0x0a, 0x41, 0x00, 0x00])],
    ['UTF-16 without a mark', Buffer.from('x\nyAb', 'utf16le')],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0])],
  ])('%s has no text, and one error', (_, bytes) => {
    const { text, problems } = decode(bytes, 'a.txt');
    expect(text).toBeUndefined();
    expect(problems).toEqual([
      {
        file: 'a.txt',
        line: expect.any(Number),
        column: expect.any(Number),
        severity: 'error',
        reason: expect.stringContaining('is not text'),
      },
    ]);
  });

  test('the place is that of the first NUL', () => {
    expect(decode(Buffer.from('a\nbc\0'), 'a.txt').problems[0]).toMatchObject({ line: 2, column: 3 });
  });
});
