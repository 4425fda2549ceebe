import type { Verdict } from './verdict.ts';

const example = 'https://example.org/news';

/** The public base of every absolute address: http or https, maybe with a path, without a slash at the end. */
export function checkSiteAddress(written: string): Verdict<string> {
  const text = written.trim();
  if (!/^[a-z][a-z\d+.-]*:\/\//i.test(text)) {
    const host = text.replace(/^\/+/, '');
    return URL.canParse(`https://${host}`)
      ? { wrong: `has no scheme: write ${schemeFor(host)}://${host}` }
      : { wrong: `must be an address, such as ${example}` };
  }
  if (!URL.canParse(text)) return { wrong: `is no address that works: write one such as ${example}` };
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { wrong: `must begin with https:// or http://, not ${url.protocol}//` };
  }
  if (url.username !== '' || url.password !== '') {
    return { wrong: 'must not hold a user name or password: everyone who reads the feeds would see it' };
  }
  if (text.includes('?') || text.includes('#')) {
    const bare = withoutSlash(text.replace(/[?#].*$/s, ''));
    return { wrong: `must end before any ? or #: write ${bare}` };
  }
  return { value: withoutSlash(url.href) };
}

/** An address of something else: http or https, absolute. */
export function checkAddress(written: string): Verdict<string> {
  const text = written.trim();
  if (!/^https?:\/\//i.test(text) || !URL.canParse(text)) {
    return { wrong: `must be an absolute address, such as ${example}` };
  }
  return { value: new URL(text).href };
}

/** An address that may also be a path below the site (`/icon.png`). */
export function checkPicture(written: string): Verdict<string> {
  const text = written.trim();
  if (/^\/(?!\/)/.test(text) && URL.canParse(text, example)) return { value: text };
  const verdict = checkAddress(text);
  if ('value' in verdict) return verdict;
  return {
    wrong:
      'must be an absolute address or a path below the site, such as https://example.org/icon.png or /icon.png',
  };
}

function schemeFor(host: string): 'http' | 'https' {
  return /^(localhost|127\.|\[::1\])/.test(host) ? 'http' : 'https';
}

function withoutSlash(address: string): string {
  return address.replace(/\/+$/, '');
}
