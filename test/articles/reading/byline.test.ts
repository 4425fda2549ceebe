import { describe, expect, it } from 'vitest';
import { readByline } from '../../../src/articles/reading/byline.ts';

describe('readByline', () => {
  it.each([
    ['Agencies and A News', ['Agencies and A News']],
    ['Anadolu Agency and A News', ['Anadolu Agency and A News']],
    ['Reuters', ['Reuters']],
    ['By Jane Roe', ['Jane Roe']],
    ['By Jane Roe and John Doe', ['Jane Roe', 'John Doe']],
    ['By JANE ROE, JOHN DOE', ['JANE ROE', 'JOHN DOE']],
    ['Jane Roe, John Doe, and Mary-Ann O’Hara', ['Jane Roe', 'John Doe', 'Mary-Ann O’Hara']],
    ['Ayşe Yılmaz ve Ali Kaya', ['Ayşe Yılmaz', 'Ali Kaya']],
    ['Anna Schmidt & Jan van der Berg', ['Anna Schmidt', 'Jan van der Berg']],
    ['José Ortega y Gasset', ['José Ortega y Gasset']],
    ['Martin Luther King, Jr.', ['Martin Luther King, Jr.']],
    ['Jane Roe, Reuters', ['Jane Roe, Reuters']],
    ['Jane Roe, Science Correspondent', ['Jane Roe, Science Correspondent']],
    ['Jane Roe and staff', ['Jane Roe and staff']],
    ['Byron Smith', ['Byron Smith']],
    ['', []],
    ['By', ['By']],
  ])('reads %s', (line, names) => expect(readByline(line).map(({ name }) => name)).toEqual(names));
});
