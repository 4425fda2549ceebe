import { describe, expect, test } from 'vitest';
import { decodeDocument } from '../../src/adoption/charset.ts';

const latin = (text: string): Buffer => Buffer.from(text, 'latin1');
const declared = (encoding: string, text: string): string =>
  `<?xml version="1.0" encoding="${encoding}"?><a>${text}</a>`;
const wide = (text: string): Buffer => Buffer.from(text, 'utf16le');

describe('text is read right', () => {
  test.each<[string, Uint8Array, string | undefined, string]>([
    ['in UTF-8 that nothing tells of', Buffer.from('Şükrü'), undefined, 'Şükrü'],
    ['in UTF-8 with a byte order mark', Buffer.from('\uFEFFŞükrü'), 'text/xml; charset=iso-8859-1', 'Şükrü'],
    [
      'in UTF-8 though the server says Latin 1',
      Buffer.from('Şükrü'),
      'text/xml; charset=ISO-8859-1',
      'Şükrü',
    ],
    ['in Latin 1 as it declares', latin(declared('ISO-8859-1', 'Grüße')), undefined, 'Grüße'],
    ['in Latin 1 as the server says', latin('Grüße'), 'text/xml; charset="iso-8859-1"', 'Grüße'],
    [
      'in Latin 5 as it declares',
      Buffer.from([...latin('<?xml version="1.0" encoding="iso-8859-9"?>'), 0xfe, 0xf0]),
      undefined,
      'şğ',
    ],
    [
      'in Shift JIS as it declares',
      Buffer.from([...latin('<?xml version="1.0" encoding="Shift_JIS"?>'), 0x93, 0xfa]),
      undefined,
      '日',
    ],
    ['in UTF-16 with a byte order mark', wide('\uFEFFŞükrü'), undefined, 'Şükrü'],
    ['in UTF-16 without one', wide(declared('utf-16', 'Şükrü')), undefined, 'Şükrü'],
    ['in UTF-8 that declares UTF-16', Buffer.from(declared('utf-16', 'Şükrü')), undefined, 'Şükrü'],
    [
      'in UTF-8 that declares what nobody knows',
      Buffer.from(declared('x-mine', 'Şükrü')),
      undefined,
      'Şükrü',
    ],
  ])('%s', (_title, bytes, contentType, text) => {
    const decoded = decodeDocument(bytes, contentType);
    expect(decoded.text).toContain(text);
    expect(decoded.text.startsWith('\uFEFF')).toBe(false);
    expect(decoded.isDamaged).toBe(false);
  });
});

test.each([
  ['declares UTF-8', latin(declared('utf-8', 'Grüße'))],
  ['declares nothing', latin('<a>Grüße</a>')],
])('Latin 1 that %s is damaged, and the rest of it is kept', (_title, bytes) => {
  const { text, isDamaged, charset } = decodeDocument(bytes, undefined);
  expect({ isDamaged, charset }).toEqual({ isDamaged: true, charset: 'utf-8' });
  expect(text).toContain('Gr\uFFFD\uFFFDe');
});
