import type { Clock } from '../clock.ts';
import type { Clerks } from './clerks.ts';
import type { ContextOf } from './defaults.ts';
import type { EntryMap, Prepared } from './entries.ts';
import { enter, refuse } from './entry.ts';
import type { Facts } from './facts.ts';
import { pathOf } from './inside.ts';
import { type Inspected, largest, revisionOf, tooLarge } from './inspection.ts';
import { forEachOf } from './pace.ts';
import { createShaping } from './shaping.ts';
import type { Survey } from './survey.ts';
import type { Told } from './telling.ts';
import type { Layout } from './tool.ts';
import type { Found } from './walk.ts';

export interface ReaderParts {
  /** Absolute. */
  readonly folder: string;
  readonly clerks: Clerks;
  readonly facts: Facts;
  /** Tells files that were touched just now. */
  readonly clock: Clock;
}

/**
 * Reads files that were found to have changed, or recalls what was read of them.
 * @param earlier - what is known already; nothing at the first reading, which alone recalls
 * @param entries - where what is read is prepared to come into force
 * @returns what is prepared, and keys of what is gone
 */
export type ReadNews = (
  found: readonly Found[],
  earlier: Survey | undefined,
  entries: EntryMap,
  contextOf: ContextOf,
  layout: Layout,
) => Promise<readonly (Prepared | string)[]>;

/** Longer than the tick of any file system's times (FAT: two seconds). */
const settling = 2500;

export function createReader({ folder, clerks, facts, clock }: ReaderParts): ReadNews {
  const shape = createShaping();

  return read;

  async function read(
    found: readonly Found[],
    earlier: Survey | undefined,
    entries: EntryMap,
    contextOf: ContextOf,
    layout: Layout,
  ): Promise<readonly (Prepared | string)[]> {
    const fresh: (Prepared | string)[] = [];
    const now = clock();
    const isSettled = ({ touched }: Found): boolean => now - touched > settling;
    try {
      const rest = earlier === undefined ? await recall(found, entries, contextOf, fresh) : found;
      const files = new Map<string, Found>();
      const wanted: Inspected[] = [];
      await forEachOf(rest, 1, (file) => {
        const { key, stamp, size } = file;
        const before = earlier?.entries.get(key);
        const context = contextOf(key);
        if (before !== undefined && before.stamp === stamp && before.context === context) return undefined;
        if (size > largest) {
          fresh.push(refuse(file, context, { file: key, reason: tooLarge, severity: 'error' }));
          return undefined;
        }
        files.set(key, file);
        const section = layout.section(key);
        const known = before?.composed === undefined ? undefined : before.revision;
        wanted.push({ key, path: pathOf(folder, file), context, section, known });
        return undefined;
      });
      if (wanted.length === 0) return fresh;
      await clerks.inspect(wanted, async (batch, json) => {
        const inspections = JSON.parse(json.toString('utf8')) as Told[];
        const settled: boolean[] = [];
        for (const [index, { key, context }] of batch.entries()) {
          const file = files.get(key);
          const told = inspections[index];
          if (file === undefined || told === undefined) throw new Error(`${key} was not looked at`);
          const inspection = shape(told, file.key);
          settled.push(isSettled(file));
          // Its own object, for contexts are told apart by identity.
          const its = contextOf(key) ?? context;
          const entry = enter(file, earlier?.entries.get(key), its, inspection, isSettled(file));
          fresh.push(entry === undefined ? key : entries.prepare(entry));
        }
        facts.keep(
          batch.map(({ key }, index) => (settled[index] ? key : '')),
          json,
        );
      });
      return fresh;
    } catch (error) {
      entries.abandon(fresh);
      throw error;
    }
  }

  /** Takes what is remembered of files that are as they were. Gives the others. */
  async function recall(
    found: readonly Found[],
    entries: EntryMap,
    contextOf: ContextOf,
    fresh: (Prepared | string)[],
  ): Promise<Iterable<Found>> {
    const files = new Map<string, Found>();
    await forEachOf(found, 1, (file) => {
      files.set(file.key, file);
      return undefined;
    });
    const isGood = await facts.recall(shape, (key, fact) => {
      const file = files.get(key);
      const context = contextOf(key);
      if (file?.stamp !== fact.stamp || fact.revision !== revisionOf(fact.digest, context)) return;
      const entry = enter(file, undefined, context, fact, true);
      files.delete(key);
      if (entry !== undefined) fresh.push(entries.prepare(entry));
    });
    if (isGood) return files.values();
    entries.abandon(fresh.splice(0));
    return found;
  }
}
