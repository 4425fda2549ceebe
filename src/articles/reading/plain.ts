import { droppedWhole } from './allowed.ts';
import { type TagHandler, TagReader } from './tags.ts';

/** What stands on lines of its own; its neighbours are other words. */
const blocks: ReadonlySet<string> = new Set(
  (
    'address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset figcaption ' +
    'figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr img legend li listing main menu nav ol p pre search section ' +
    'summary table tbody td tfoot th thead tr ul'
  ).split(' '),
);

/** No words of the article: what programs read, and what is shown only where a player is missing. */
const wordless: ReadonlySet<string> = new Set([...droppedWhole, 'iframe', 'audio', 'video']);
const besideTheText: ReadonlySet<string> = new Set([...wordless, 'figure']);
const aboveTheText: ReadonlySet<string> = new Set([...besideTheText, 'h1', 'h2', 'h3', 'h4', 'h5', 'h6']);

/** The words of HTML: entities decoded, one space for white space and between blocks, none around. */
export function htmlToText(html: string): string {
  return words(html, wordless, Number.POSITIVE_INFINITY);
}

/**
 * The first words of HTML as plain text, at most `characters` UTF-16 units with the `…` that tells of a cut. Figures and
 * their captions are passed over, and headings where there is more than them. Cut at the end of a word, in scripts without
 * spaces too; a word too long for all that is cut between two graphemes. Reads no further than it has to.
 */
export function excerpt(html: string, characters: number): string {
  const text = words(html, aboveTheText, characters) || words(html, besideTheText, characters);
  if (text.length <= characters) return text;
  const end = wordEnd(text, characters - 1);
  return end < 0 ? '' : `${text.slice(0, end)}…`;
}

/** All words, or as soon as they are longer than `enough` the first of them, at least one word beyond it. */
function words(html: string, without: ReadonlySet<string>, enough: number): string {
  let text = '';
  let gap = false;
  let left = '';
  let depth = 0;
  const handler: TagHandler = {
    open(tag, _attributes, _place, closed) {
      if (left !== '') depth += tag === left && !closed ? 1 : 0;
      else if (without.has(tag)) {
        left = closed ? '' : tag;
        depth = 1;
      }
      if (blocks.has(tag)) gap = true;
    },
    close(tag) {
      if (tag === left && --depth === 0) left = '';
      if (blocks.has(tag)) gap = true;
    },
    text(piece) {
      if (left !== '') return;
      const collapsed = piece.replace(/[\s\u0000-\u001f\u007f-\u009f]+/g, ' ');
      const bare = collapsed.trim();
      if (bare === '') {
        gap ||= collapsed !== '';
        return;
      }
      if (text !== '' && (gap || collapsed.startsWith(' '))) text += ' ';
      text += bare;
      gap = collapsed.endsWith(' ');
      // A word may go on in the next piece: only a gap after what is enough shows that it is over.
      if (text.length > enough + 64) reader.stop();
    },
  };
  const reader = new TagReader(html, handler);
  reader.read();
  return text.toWellFormed();
}

// A fixed locale: what is printed must not depend on where it is printed.
const byWord = new Intl.Segmenter('en', { granularity: 'word' });
const byGrapheme = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** The last end of a word at or before `limit`; else of a grapheme; below zero when not even `…` has room. */
function wordEnd(text: string, limit: number): number {
  let end = 0;
  for (const { index, segment, isWordLike } of byWord.segment(text.slice(0, limit + 64))) {
    const next = index + segment.length;
    if (next > limit) break;
    // `co-operate`, `it’s` and addresses are one word to readers.
    if (isWordLike === true && !/^[-‐‑'’_.@/:&+#]\S/u.test(text.slice(next, next + 2))) end = next;
  }
  if (end > 0) return end;
  for (const { index, segment } of byGrapheme.segment(text.slice(0, limit + 64))) {
    if (index + segment.length > limit) break;
    end = index + segment.length;
  }
  return limit < 0 ? -1 : end;
}
