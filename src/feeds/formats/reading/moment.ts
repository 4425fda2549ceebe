import type { Instant } from '../../../articles/instant.ts';
import { parseTimestamp } from '../../../articles/reading/timestamp.ts';

/** RFC 822, RFC 3339 and what programs make of them; undefined for what cannot be read. */
export function momentOf(text: string | undefined): Instant | undefined {
  if (text === undefined) return undefined;
  const parsed = parseTimestamp(text, 'UTC', 'utc');
  return 'instant' in parsed ? parsed.instant : undefined;
}
