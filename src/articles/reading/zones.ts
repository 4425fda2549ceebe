import { Temporal } from 'temporal-polyfill';
import type { Instant } from '../instant.ts';

/** What a clock and a calendar on a wall show. */
export interface WallTime {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  /** 60 in a leap second, which counts as the next. */
  readonly second: number;
  readonly millisecond: number;
}

/** How a wall time became an instant: as it is, the first of two, or moved over an hour that was skipped. */
export type Resolution = 'only' | 'first of two' | 'moved';

const dayLength = 86_400_000;
const offsets = new Map<string, number | undefined>();
const mostOffsets = 20_000;
const known = new Map<string, boolean>();

/** The wall time as milliseconds, were its clock in UTC. */
export function utcInstant(wall: WallTime): Instant {
  const { year, month, day, hour, minute, second, millisecond } = wall;
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond);
}

/** Is this a time zone that the machine knows, `Europe/Istanbul`? */
export function isZone(zone: string): boolean {
  let answer = known.get(zone);
  if (answer === undefined) {
    try {
      Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
      answer = true;
    } catch {
      answer = false;
    }
    if (known.size < 1000) known.set(zone, answer);
  }
  return answer;
}

/**
 * The instant at which clocks of a zone show a wall time. A time that occurs twice is the first; one that never occurs
 * is moved forward by as much as clocks are (RFC 5545 section 3.3.5, Temporal's `compatible`).
 * @throws RangeError for an unknown zone.
 */
export function instantIn(zone: string, wall: WallTime): { instant: Instant; resolution: Resolution } {
  const shown = utcInstant(wall);
  const usual = usualOffset(zone, Math.floor(shown / dayLength));
  if (usual !== undefined) return { instant: shown - usual, resolution: 'only' };
  const plain = Temporal.Instant.fromEpochMilliseconds(shown).toZonedDateTimeISO('UTC').toPlainDateTime();
  const early = plain.toZonedDateTime(zone, { disambiguation: 'earlier' });
  const late = plain.toZonedDateTime(zone, { disambiguation: 'later' });
  if (early.epochMilliseconds === late.epochMilliseconds) {
    return { instant: early.epochMilliseconds, resolution: 'only' };
  }
  return early.toPlainDateTime().equals(plain)
    ? { instant: early.epochMilliseconds, resolution: 'first of two' }
    : { instant: late.epochMilliseconds, resolution: 'moved' };
}

/** How far clocks are ahead of UTC on a day, in milliseconds; undefined where they may change on it. */
function usualOffset(zone: string, day: number): number | undefined {
  const key = `${zone} ${day}`;
  if (offsets.has(key)) return offsets.get(key);
  const before = offsetAt(zone, (day - 1) * dayLength);
  const after = offsetAt(zone, (day + 2) * dayLength);
  const offset = before === after ? before : undefined;
  if (offsets.size >= mostOffsets) offsets.clear();
  offsets.set(key, offset);
  return offset;
}

function offsetAt(zone: string, instant: Instant): number {
  return (
    Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000
  );
}
