import type { Instant } from '../articles/instant.ts';
import { parseTimestamp } from '../articles/reading/timestamp.ts';
import type { Site } from '../articles/site.ts';
import type { Service } from '../service.ts';
import type { Flags } from '../settings/options.ts';

/** The instant of `--at`, in the time zone of the site where it names none; or what is wrong with it. */
export function readAt(
  written: string,
  { timezone }: Site,
): { readonly instant: Instant; readonly note?: string } | { readonly wrong: string } {
  const read = parseTimestamp(written, timezone, 'local');
  if ('instant' in read) return read;
  return {
    wrong: `\`--at ${written}\`: ${read.fault}; write it like 2025-05-04T10:39:00+03:00 or "2025-05-04 10:39"`,
  };
}

/**
 * A port is taken over from the command line alone: a proxy that stands before the port of the settings would show the
 * preview to the world.
 */
export function previewFlags(flags: Flags): Flags {
  return { ...flags, port: flags.port ?? '0' };
}

/** What stands above the addresses. */
export function describePreview({ title, timezone }: Site, instant: Instant): string {
  const words = new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'full',
    timeStyle: 'long',
    timeZone: timezone,
  });
  return `PREVIEW of ${title} at ${words.format(instant)}: the clock stands still, nothing is remembered, and only this machine sees it:`;
}

/** Where the pages are, below which the site's own addresses lead to what is public now. */
export function previewBase({ site, url }: Service): string {
  return url + new URL(site.url).pathname.replace(/\/+$/, '');
}
