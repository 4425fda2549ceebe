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
  /** Under which key each mark stands, or that it stands under several. */
  const keys = new Map<string, string | undefined>();
  for (const print of strangers) {
    if (++step % stepLength === 0) yield undefined;
    for (const mark of marksOf(print)) keys.set(mark, keys.has(mark) ? undefined : print.key);
  }
  for (const key of remembered.resembling?.(strangers) ?? remembered.keys()) {
    if (++step % stepLength === 0) yield undefined;
    const other = remembered.get(key);
    if (other === undefined) continue;
    if (marksOf(other).some((mark) => keys.has(mark) && keys.get(mark) !== key)) yield key;
  }
}

function isAsItWas(remembered: Register, print: Fingerprint): boolean {
  return remembered.isAsItWas?.(print) ?? remembered.get(print.key)?.digest === print.digest;
}

/** See the rules of `findLikes`. */
function marksOf({ digest, slug, title, published }: Fingerprint): readonly string[] {
  return [`text ${digest}`, `slug ${published} ${slug}`, `title ${published} ${title}`];
}
