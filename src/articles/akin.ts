import { type Fingerprint, isOwnName } from './identity.ts';
import type { Register } from './recognition.ts';
import { stepLength } from './steps.ts';

/**
 * Keys under which something is remembered that one of the asked may be by its text, or by title or slug and instant, while
 * it stands under another key: for whoever can find out whether something is still there. Undefined now and then, for a
 * pause. Takes time in proportion to asked and remembered, and hardly any where all that is asked is as it was.
 */
export function* akin(
  remembered: Register,
  asked: readonly Fingerprint[],
): Generator<string | undefined, void, void> {
  const strangers: Fingerprint[] = [];
  let step = 0;
  for (const print of asked) {
    if (++step % stepLength === 0) yield undefined;
    if (!isOwnName(print.key) && !isAsItWas(remembered, print)) strangers.push(print);
  }
  if (strangers.length === 0) return;
  /** Keys of what is remembered, by each mark. */
  const keys = new Map<string, string[]>();
  for (const key of remembered.resembling?.(strangers) ?? remembered.keys()) {
    if (++step % stepLength === 0) yield undefined;
    const other = remembered.get(key);
    for (const mark of other === undefined ? [] : marksOf(other)) {
      const known = keys.get(mark);
      if (known === undefined) keys.set(mark, [key]);
      else known.push(key);
    }
  }
  if (keys.size === 0) return;
  for (const print of strangers) {
    if (++step % stepLength === 0) yield undefined;
    for (const mark of marksOf(print)) {
      const known = keys.get(mark) ?? [];
      if (known.length === 0) continue;
      // Each is told of once: a thousand copies of a template must not ask for each other.
      keys.set(
        mark,
        known.filter((key) => key === print.key),
      );
      for (const key of known) if (key !== print.key) yield key;
    }
  }
}

function isAsItWas(remembered: Register, print: Fingerprint): boolean {
  return remembered.isAsItWas?.(print) ?? remembered.get(print.key)?.digest === print.digest;
}

/** See the rules of `findLikes`. */
function marksOf({ digest, slug, title, published }: Fingerprint): readonly string[] {
  return [`text ${digest}`, `slug ${published} ${slug}`, `title ${published} ${title}`];
}
