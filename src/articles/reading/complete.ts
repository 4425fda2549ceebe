import type { Calendar } from './dates.ts';
import { entriesOf, type Spot } from './datum.ts';
import { readFields } from './fields.ts';
import type { ReadingContext } from './reading.ts';
import { Sheet } from './sheet.ts';
import { parseTimestamp } from './timestamp.ts';
import { isZone } from './zones.ts';

/** Where and how what is missing could be added. */
export interface Remedies {
  readonly title: Spot;
  /** As in `add … to …`. */
  readonly date: string;
}

/** Is the article a draft by its folder, whatever it says itself? */
export function isDraftByPlace(key: string, context: ReadingContext): boolean {
  const sheet = new Sheet(key);
  fillFromPlace(sheet, context);
  return sheet.fields.status === 'draft';
}

/** Whose clock counts where a file names no zone: its folder's, else the site's. */
export function contextCalendar({ timezone, defaults, tool }: ReadingContext): Calendar {
  const own = defaults.timezone;
  return { timezone: typeof own === 'string' && isZone(own) ? own : timezone, tool };
}

/**
 * Fills in what the file's place says: `_drafts`, the date in its name, the defaults of its folder. What an article cannot
 * be without is an error, except for what nobody is to see yet.
 */
export function complete(sheet: Sheet, context: ReadingContext, remedies?: Remedies): void {
  fillFromPlace(sheet, context);
  if (remedies === undefined || (sheet.fields.status ?? 'published') !== 'published') return;
  const { title, date, embargo } = sheet.fields;
  if (title === undefined) {
    sheet.error(remedies.title, 'the article has no title; add `title: …`, or a headline as its first line');
  }
  if (date === undefined && embargo === undefined && !sheet.failed.has('date')) {
    const never = 'the time at which the file was changed is never taken for it';
    sheet.error(remedies.title, `the article has no date; ${remedies.date} (${never})`);
  }
}

function fillFromPlace(sheet: Sheet, context: ReadingContext): void {
  if (/(?:^|\/)_drafts\//.test(sheet.file) && sheet.fields.status !== 'withdrawn') {
    sheet.fields.status = 'draft';
    sheet.origins.status = 'folder _drafts';
  }
  if (sheet.fields.date === undefined && !sheet.failed.has('date')) fillDate(sheet, context);
  if (Object.keys(context.defaults).length === 0) return;
  const defaults = new Sheet(sheet.file);
  readFields(entriesOf(context.defaults, 'default of its folder'), defaults, contextCalendar(context));
  sheet.fillFrom(defaults);
}

/** `2025-05-04-slug.md`, `2025-05-04-slug/index.md`; in Eleventy a date anywhere in the path. */
function fillDate(sheet: Sheet, context: ReadingContext): void {
  const path = sheet.file.replace(/\/index\.[^/.]+$/, '');
  const name = path.slice(path.lastIndexOf('/') + 1);
  const dated =
    /^(\d{4}-\d{2}-\d{2})(?=[-_. ]|$)/.exec(name) ??
    (context.tool === 'eleventy' ? /(\d{4}-\d{2}-\d{2})/.exec(path) : null);
  if (dated?.[1] === undefined) return;
  const { timezone, tool } = contextCalendar(context);
  const parsed = parseTimestamp(dated[1], timezone, tool === 'eleventy' ? 'utc' : 'local');
  if ('instant' in parsed) sheet.put('date', parsed.instant, `file name ${dated[1]}`);
}
