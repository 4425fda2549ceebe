import { expect, test } from 'vitest';
import { checkLanguage, checkTimezone } from '../../src/settings/locale.ts';

test.each(['UTC', 'Europe/Brussels', 'America/Argentina/Buenos_Aires', 'Asia/Kolkata'])(
  '%s is a time zone',
  (name) => {
    expect(checkTimezone(name)).toEqual({ value: name });
  },
);

test.each([
  ['with letters missing', 'Europe/Londn', 'is no time zone: did you mean Europe/London?'],
  ['as a city', 'new york', 'is no time zone: did you mean America/New_York?'],
  ['as an offset', '+02:00', 'is no time zone: write an IANA name, such as Europe/Brussels or UTC'],
  ['as a word', 'home', 'is no time zone: write an IANA name, such as Europe/Brussels or UTC'],
  ['as nothing', '', 'is no time zone: write an IANA name, such as Europe/Brussels or UTC'],
])('a time zone written %s is refused', (_title, written, wrong) => {
  expect(checkTimezone(written)).toEqual({ wrong });
});

test.each([
  ['en', 'en'],
  ['EN-gb', 'en-GB'],
  ['zh-hant-tw', 'zh-Hant-TW'],
  [' gsw ', 'gsw'],
])('%s is a language', (written, value) => {
  expect(checkLanguage(written)).toEqual({ value });
});

test.each([
  ['with an underscore', 'en_US', 'is no language tag: write en-US'],
  ['as a locale of a system', 'nl_BE.UTF-8', 'is no language tag: write nl-BE'],
  ['as a word', 'english', 'is no language tag: write one such as en, en-GB or nl-BE'],
  ['as nothing', '', 'is no language tag: write one such as en, en-GB or nl-BE'],
])('a language written %s is refused', (_title, written, wrong) => {
  expect(checkLanguage(written)).toEqual({ wrong });
});
