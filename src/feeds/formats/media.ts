import type { Entry } from '../feed.ts';
import { element } from './xml.ts';

/** Media RSS 1.5 elements of an entry's picture and enclosures, for RSS items and Atom entries alike. */
export function mediaElements({ image, enclosures }: Entry): string[] {
  const lines: string[] = [];
  if (image !== undefined) {
    const { url, type, width, height, length, alt, caption, credit } = image;
    const description = caption ?? alt;
    const inside = [
      ...(description === undefined ? [] : [element('media:description', { type: 'plain' }, description)]),
      ...(credit === undefined ? [] : [element('media:credit', {}, credit)]),
    ];
    const attributes = { url, type, medium: 'image', width, height, fileSize: length };
    lines.push(element('media:content', attributes, inside.length === 0 ? undefined : inside));
    lines.push(element('media:thumbnail', { url, width, height }));
  }
  for (const { url, type, length, duration, title } of enclosures) {
    const medium = type.startsWith('audio/') ? 'audio' : type.startsWith('video/') ? 'video' : undefined;
    if (medium === undefined) continue;
    const inside = title === undefined ? undefined : [element('media:title', { type: 'plain' }, title)];
    lines.push(element('media:content', { url, type, medium, fileSize: length, duration }, inside));
  }
  return lines;
}
