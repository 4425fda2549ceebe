import { breathe, isDue } from '../publishing/breaths.ts';

/** Does `work` on every item, on so many `atOnce`, and never holds more promises than that. */
export async function forEachOf<T>(
  items: Iterable<T>,
  atOnce: number,
  work: (item: T) => Promise<void> | undefined,
): Promise<void> {
  const iterator = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = iterator.next(); !next.done; next = iterator.next()) {
      const done = work(next.value);
      if (done !== undefined) await done;
      if (isDue()) await breathe();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
