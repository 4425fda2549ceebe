import { nearest } from '../articles/nearest.ts';
import type { Verdict } from './verdict.ts';

/** An IANA time zone that this machine knows. */
export function checkTimezone(written: string): Verdict<string> {
  const name = written.trim();
  if (!/^[+-]/.test(name) && isTimezone(name)) return { value: name };
  const meant = nearest(name, ['UTC', ...Intl.supportedValuesOf('timeZone')]) ?? byCity(name);
  return {
    wrong: meant
      ? `is no time zone: did you mean ${meant}?`
      : 'is no time zone: write an IANA name, such as Europe/Brussels or UTC',
  };
}

function isTimezone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

function byCity(name: string): string | undefined {
  const city = name.toLowerCase().replace(/ /g, '_');
  return Intl.supportedValuesOf('timeZone').find((zone) => zone.toLowerCase().endsWith(`/${city}`));
}

/** A language tag in its canonical writing (BCP 47; RFC 5646 section 4.5): `en-GB`. */
export function checkLanguage(written: string): Verdict<string> {
  const tag = written.trim();
  const canonical = canonicalTag(tag);
  // Language subtags of more than three letters are allowed by the grammar and registered by nobody (RFC 5646, 2.2.1).
  if (canonical !== undefined && /^[a-z]{2,3}(-|$)/.test(canonical)) return { value: canonical };
  const meant = canonicalTag(tag.replace(/\..*$/, '').replaceAll('_', '-'));
  return {
    wrong:
      meant !== undefined && meant !== canonical
        ? `is no language tag: write ${meant}`
        : 'is no language tag: write one such as en, en-GB or nl-BE',
  };
}

function canonicalTag(tag: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(tag)[0];
  } catch {
    return undefined;
  }
}
