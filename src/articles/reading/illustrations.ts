import { type Datum, type Entries, type Entry, nameKey } from './datum.ts';
import type { NamedEnclosure, NamedImage } from './reading.ts';
import { find, inside, numberOf, readText, spotOf, textOf, truthOf, warnKind } from './scalars.ts';
import type { Sheet } from './sheet.ts';

const imageNames = [
  'image',
  'heroimage',
  'hero',
  'featuredimage',
  'featureimage',
  'coverimage',
  'cover',
  'images',
  'ogimage',
  'socialimage',
  'thumbnail',
  'banner',
  'picture',
  'photo',
];
const enclosureNames = ['enclosures', 'enclosure', 'attachments', 'audio', 'podcast'];

const addressNames = ['url', 'path', 'src', 'href', 'image', 'file', 'source', 'feature', 'filename', 'link'];
const altNames = ['alt', 'alttext', 'imagealt'];
const captionNames = ['caption', 'imagecaption', 'description', 'title'];
const creditNames = ['credit', 'imagecredit', 'attribution', 'photographer', 'copyright'];
const typeNames = ['type', 'mediatype', 'mimetype', 'mime'];
const lengthNames = ['length', 'size', 'bytes', 'filesize', 'sizeinbytes'];

/** The lead picture, and what stands beside its key: `image_alt`, `imageCaption`, `cover_credit`. */
export function readImage(entries: Entries, sheet: Sheet): void {
  const entry = find(entries, imageNames);
  if (entry === undefined) return;
  const datum = entry.datum.kind === 'list' ? entry.datum.items[0] : entry.datum;
  if (datum === undefined || truthOf(datum) === false) return;
  const src = addressOf(datum);
  if (src === undefined) {
    if (datum.kind === 'text') readText(entry, sheet, 'the address of a picture');
    else warnKind(entry, sheet, 'the address of a picture, or a group with `url`');
    return;
  }
  const beside = (names: readonly string[]): string | undefined => {
    const key = nameKey(entry.name);
    return (
      textOf(inside(datum, names)) ??
      textOf(
        find(
          entries,
          names.map((name) => key + name),
        )?.datum,
      )
    );
  };
  sheet.put('image', imageOf(src, datum, beside), entry.origin);
}

function imageOf(
  src: string,
  datum: Datum,
  beside: (names: readonly string[]) => string | undefined,
): NamedImage {
  return defined({
    src,
    alt: beside(altNames),
    caption: beside(captionNames),
    credit: beside(creditNames),
    type: textOf(inside(datum, typeNames)),
    width: numberOf(inside(datum, ['width'])),
    height: numberOf(inside(datum, ['height'])),
    length: numberOf(inside(datum, lengthNames)),
  });
}

/** Recordings and documents that go with the article. */
export function readEnclosures(entries: Entries, sheet: Sheet): void {
  const entry = find(entries, enclosureNames);
  if (entry === undefined || truthOf(entry.datum) === false) return;
  const items = entry.datum.kind === 'list' ? entry.datum.items : [entry.datum];
  const enclosures = items.flatMap((item) => enclosureOf(item, entry, sheet));
  if (enclosures.length > 0) sheet.put('enclosures', enclosures, entry.origin);
}

function enclosureOf(datum: Datum, entry: Entry, sheet: Sheet): NamedEnclosure[] {
  const src = addressOf(datum);
  if (src === undefined) {
    sheet.warn(datum.spot ?? spotOf(entry), `"${entry.name}" names no file; give it a \`url\``);
    return [];
  }
  return [
    defined({
      src,
      type: textOf(inside(datum, typeNames)),
      length: numberOf(inside(datum, lengthNames)),
      title: textOf(inside(datum, ['title', 'name'])),
      duration: secondsOf(textOf(inside(datum, ['duration', 'durationinseconds']))),
      episode: ordinalOf(inside(datum, ['episode', 'episodenumber'])),
      season: ordinalOf(inside(datum, ['season', 'seasonnumber'])),
    }),
  ];
}

function ordinalOf(datum: Datum | undefined): number | undefined {
  const number = numberOf(datum);
  return number !== undefined && Number.isInteger(number) && number > 0 ? number : undefined;
}

/** Seconds of `754`, `12:34` or `1:02:03`. */
function secondsOf(text: string | undefined): number | undefined {
  const match = /^(?:(?:(\d{1,3}):)?(\d{1,3}):)?(\d{1,7})$/.exec(text ?? '');
  if (match === null) return undefined;
  return Number(match[1] ?? 0) * 3600 + Number(match[2] ?? 0) * 60 + Number(match[3]);
}

function addressOf(datum: Datum): string | undefined {
  if (datum.kind !== 'map') return textOf(datum);
  const inner = inside(datum, addressNames);
  return inner?.kind === 'map' ? textOf(inside(inner, addressNames)) : textOf(inner);
}

/** Without the parts that are undefined. */
function defined<Named extends object>(named: Named): Named {
  return Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined)) as Named;
}
