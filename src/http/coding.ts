/** How the bytes of a body are packed: a content coding of RFC 9110 section 8.4.1. */
export type Coding = 'br' | 'gzip' | 'identity';

/** Readers send the same few strings; beyond this many, strangers are playing, and the memory starts afresh. */
const remembered = 100;
const longest = 200;
const choices = new Map<string, Coding>();

/**
 * The coding to answer with, by RFC 9110 section 12.5.3: the one with the highest weight, brotli before gzip before none
 * where weights are equal. Without the field, none: who does not ask may not understand. What cannot be read is taken as
 * not said, and where nothing that we have is acceptable, the plain bytes are better than an error.
 */
export function chooseCoding(acceptEncoding: string | undefined): Coding {
  if (acceptEncoding === undefined) return 'identity';
  const known = choices.get(acceptEncoding);
  if (known !== undefined) return known;
  const choice = choose(acceptEncoding);
  if (acceptEncoding.length <= longest) {
    if (choices.size >= remembered) choices.clear();
    choices.set(acceptEncoding, choice);
  }
  return choice;
}

function choose(acceptEncoding: string): Coding {
  const weights = weigh(acceptEncoding);
  const others = weights.get('*') ?? 0;
  const br = weights.get('br') ?? others;
  const gzip = weights.get('gzip') ?? others;
  // Plain bytes need no naming to be acceptable, but only named do they stand against a coding that is.
  const identity = weights.get('identity') ?? 0;
  if (br > 0 && br >= gzip && br >= identity) return 'br';
  return gzip > 0 && gzip >= identity ? 'gzip' : 'identity';
}

const member = /^([!#$%&'*+.^_`|~0-9a-z-]+)(?:[ \t]*;[ \t]*q=([01](?:\.\d*)?))?$/;

/** Weight by coding; of one that is named twice, the lower. */
function weigh(acceptEncoding: string): Map<string, number> {
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.toLowerCase().split(',')) {
    const [, name, q = '1'] = member.exec(part.trim()) ?? [];
    const weight = Number(q);
    if (name === undefined || weight > 1) continue;
    const coding = name === 'x-gzip' ? 'gzip' : name; // RFC 9110 section 8.4.1.3
    weights.set(coding, Math.min(weight, weights.get(coding) ?? 1));
  }
  return weights;
}
