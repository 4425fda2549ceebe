import { type Resolve, safeAddress } from './address.ts';

interface Candidate {
  readonly address: string;
  /** `2x`, `640w`, or nothing. */
  readonly descriptor: string;
}

/** More sizes of one picture than any page offers. */
const most = 30;

const known = /^(\d{1,5}w|\d{1,3}(\.\d{1,3})?x)?$/;

/**
 * A `srcset` with every address absolute, or undefined when none is usable.
 * Read as WHATWG HTML section 4.8.4.3.9 does: commas may be part of an address, so only white space or a comma at its end
 * ends one.
 */
export function safeSrcset(text: string, resolve: Resolve): string | undefined {
  const written: string[] = [];
  for (const { address, descriptor } of candidates(text)) {
    const absolute = known.test(descriptor) ? safeAddress(address, 'media', resolve) : undefined;
    if (absolute === undefined) continue;
    const plain = absolute.replace(/^,|,$/g, '%2C');
    written.push(descriptor === '' ? plain : `${plain} ${descriptor}`);
  }
  return written.length === 0 ? undefined : written.join(', ');
}

/** The address of a `srcset` that is fit to be the `src`: the first. */
export function firstOfSrcset(text: string): string | undefined {
  return candidates(text)[0]?.address;
}

function candidates(text: string): readonly Candidate[] {
  const found: Candidate[] = [];
  const next = /[\s,]*([^\s,]\S*)/y;
  while (found.length < most) {
    const match = next.exec(text)?.[1];
    if (match === undefined) break;
    const address = match.replace(/,+$/, '');
    if (address !== match) {
      found.push({ address, descriptor: '' });
      continue;
    }
    const comma = text.indexOf(',', next.lastIndex);
    const end = comma < 0 ? text.length : comma;
    found.push({ address, descriptor: text.slice(next.lastIndex, end).trim() });
    next.lastIndex = end;
  }
  return found;
}
