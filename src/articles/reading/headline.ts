import { parseTimestamp } from './timestamp.ts';

/** A first line of wire copy, without what an agency put in front. */
export interface Headline {
  /** Empty when the line was nothing but prefixes: the headline follows. */
  readonly title: string;
  readonly killed: boolean;
  /** What the correction says; empty when the line only tells that there is one. */
  readonly correction?: string;
  /** The time of an embargo, as written. */
  readonly embargo?: string;
}

const update = /^UPDATE\s*\d{0,3}\s*[-–—:]+\s*(?=\S)/;
const kill = /^(?:MANDATORY |BULLETIN )?KILL(?: NOTICE)?\s*(?:[-–—:]+\s*|$)/;
const corrected = /^CORRECT(?:ION|ED)\b\s*(?:\(([^()]*)\))?\s*(?:[-–—:]+\s*|$|(?=[^a-z]*[a-z]))/;
const embargoed = /^(?:strictly\s+)?(?:under\s+)?embargo(?:ed)?\s*(?:until|till|:)\s*/i;

const mostPrefixes = 10;
/** UTF-16 units; no time is longer. */
const longestTime = 200;

/**
 * Takes off `EMBARGOED UNTIL <time>`, `CORRECTION`, `UPDATE n-` and `KILL`, in any order. After `CORRECTION`, a sentence
 * (it ends with a full stop, which headlines do not) or a note in brackets is what the correction says; anything else is
 * the headline. `zone` is where an embargo's clock is, to see where the time ends and the headline begins.
 */
export function readHeadline(line: string, zone: string): Headline {
  let title = line;
  let killed = false;
  let correction: string | undefined;
  let embargo: string | undefined;
  for (let before = '', rounds = 0; before !== title && rounds < mostPrefixes; rounds++) {
    before = title;
    title = title.replace(update, '');
    const withoutKill = title.replace(kill, '');
    killed ||= withoutKill !== title;
    title = withoutKill;
    const correctedBy = corrected.exec(title);
    if (correctedBy !== null) {
      title = title.slice(correctedBy[0].length);
      correction ??= correctedBy[1]?.trim() ?? '';
    }
    const embargoedBy = embargoed.exec(title);
    if (embargoedBy !== null && embargo === undefined) {
      [embargo, title] = splitTime(title.slice(embargoedBy[0].length), zone);
    }
  }
  if (correction === '' && /[^.]\.$/.test(title)) [correction, title] = [title, ''];
  return { title, killed, correction, embargo };
}

/** A time, and the headline that may stand behind it. */
function splitTime(text: string, zone: string): [time: string, title: string] {
  for (const { index, 0: separator } of [
    ...text.slice(0, longestTime).matchAll(/\s+[-–—]+\s+|[:,;]\s+|\s*[-–—]+\s*(?=\p{Lu})/gu),
  ].reverse()) {
    const time = text.slice(0, index);
    if ('instant' in parseTimestamp(time, zone, 'local')) return [time, text.slice(index + separator.length)];
  }
  return [text, ''];
}
