import type { Enclosure } from '../../articles/article.ts';
import type { Entry } from '../feed.ts';
import { element } from '../formats/xml.ts';
import { shorten } from './shorten.ts';

/** What Apple Podcasts plays, by the end of its address, and how it wants that called. */
const types: ReadonlyMap<string, string> = new Map([
  ['m4a', 'audio/x-m4a'],
  ['mp3', 'audio/mpeg'],
  ['mov', 'video/quicktime'],
  ['mp4', 'video/mp4'],
  ['m4v', 'video/x-m4v'],
  ['pdf', 'application/pdf'],
]);

/** Types of transcripts (Podcasting 2.0, `podcast:transcript`). */
const transcripts: ReadonlySet<string> = new Set([
  'text/plain',
  'text/html',
  'text/vtt',
  'application/json',
  'application/x-subrip',
  'application/srt',
]);

/** Bytes of a description, and characters that never have more. */
const longestDescription = 4000;
const shortDescription = 1300;

/** Characters of any other text. */
const longestText = 255;

/** The recording first and under the type that Apple Podcasts knows it by; words no longer than it takes. */
export function fitEpisode(entry: Entry): Entry {
  const recording = findRecording(entry);
  const type = recording && typeOf(recording);
  if (recording === undefined || type === undefined) return entry;
  const { title, summary, enclosures } = entry;
  const rest = enclosures.filter((enclosure) => enclosure !== recording);
  return {
    ...entry,
    title: shorten(title, longestText),
    summary: Buffer.byteLength(summary) <= longestDescription ? summary : shorten(summary, shortDescription),
    enclosures: [{ ...recording, type }, ...rest],
  };
}

export function episodeElements(entry: Entry): readonly string[] {
  const { authors, enclosures, image } = entry;
  const recording = findRecording(entry);
  const lines: string[] = [];
  const tell = (name: string, value: number | undefined) => {
    if (value !== undefined) lines.push(element(name, {}, String(value)));
  };
  tell('itunes:duration', recording?.duration === undefined ? undefined : Math.round(recording.duration));
  tell('itunes:season', recording?.season);
  tell('itunes:episode', recording?.episode);
  if (image !== undefined && isCover(image)) lines.push(element('itunes:image', { href: image.url }));
  for (const { name, url } of authors) lines.push(element('podcast:person', { href: url }, name));
  for (const { url, type } of enclosures) {
    const bare = type.replace(/;.*$/, '').trim().toLowerCase();
    if (transcripts.has(bare)) lines.push(element('podcast:transcript', { url, type: bare }));
  }
  return lines;
}

export function rejectEpisode(entry: Entry, show: 'episodic' | 'serial'): readonly string[] {
  const recording = findRecording(entry);
  if (recording === undefined) {
    return [
      'it has no recording; give it an `enclosure`, or select for the feed only articles that have one',
    ];
  }
  const { url, length, episode } = recording;
  const reasons: string[] = [];
  if (typeOf(recording) === undefined) {
    reasons.push(`its recording ${url} is none of ${[...types.keys()].join(', ')}; convert it to mp3`);
  }
  if (length === undefined || length <= 0) {
    reasons.push('the length of its recording in bytes is not known; add `length` to its `enclosure`');
  }
  if (show === 'serial' && episode === undefined) {
    reasons.push('it has no number, which a serial podcast is ordered by; add `episode` to its `enclosure`');
  }
  return reasons;
}

/** The first that can be played; else the first that is sound or film at all. */
function findRecording({ enclosures }: Entry): Enclosure | undefined {
  const media = enclosures.filter(({ type }) => /^(?:audio|video)\/|^application\/pdf/i.test(type));
  return media.find((enclosure) => typeOf(enclosure) !== undefined) ?? media[0];
}

function typeOf({ url }: Enclosure): string | undefined {
  const extension = /\.([a-z0-9]+)$/i.exec(new URL(url).pathname)?.[1];
  return types.get(extension?.toLowerCase() ?? '');
}

/** Square, 1400 to 3000 pixels, JPEG or PNG. */
function isCover({ type, width, height }: NonNullable<Entry['image']>): boolean {
  return (
    (type === 'image/jpeg' || type === 'image/png') &&
    width !== undefined &&
    width === height &&
    width >= 1400 &&
    width <= 3000
  );
}
