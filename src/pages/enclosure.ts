import type { Enclosure } from '../articles/article.ts';
import type { Site } from '../articles/site.ts';
import type { Entry } from '../feeds/feed.ts';
import { linkTo } from './address.ts';
import { escapeText, type Html, html } from './html.ts';
import { wordsOf } from './story.ts';
import { localeOf } from './text.ts';

/** Files that go with an article and that its body does not show: sound and film to play, the rest to open. */
export function enclosures(entry: Entry, site: Site): Html | undefined {
  const { html: body = '' } = entry;
  const left = entry.enclosures.filter(({ url }) => !body.includes(escapeText(url)) && !body.includes(url));
  if (left.length === 0) return undefined;
  return html`<section class="files" aria-labelledby="story-files">
<h2 id="story-files" class="label">${wordsOf(entry, site).downloads}</h2>
<ul>
${left.map((enclosure) => html`<li>${player(enclosure, site)}${download(enclosure, entry, site)}</li>\n`)}</ul>
</section>\n`;
}

function player({ url, type, title }: Enclosure, site: Site): Html | undefined {
  const address = linkTo(site, url);
  if (type.startsWith('audio/'))
    return html`<audio controls preload="none" src="${address}"${label(title)}></audio> `;
  if (type.startsWith('video/'))
    return html`<video controls preload="none" src="${address}"${label(title)}></video> `;
  return undefined;
}

function label(title: string | undefined): Html | undefined {
  return title === undefined ? undefined : html` aria-label="${title}"`;
}

function download({ url, type, length, title, duration }: Enclosure, { language }: Entry, site: Site): Html {
  const name = title ?? decodeName(url);
  const details = [type, duration && clock(duration), length && size(length, language)].filter(Boolean);
  return html`<a href="${linkTo(site, url)}">${name}</a> <small>${details.join(' · ')}</small>`;
}

/** The file's own name, as people wrote it. */
function decodeName(url: string): string {
  const name =
    url
      .replace(/[?#].*$/, '')
      .split('/')
      .at(-1) ?? url;
  try {
    return decodeURIComponent(name) || url;
  } catch {
    return name;
  }
}

/** Seconds as `1:02:03` or `2:03`. */
function clock(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (number: number) => String(number).padStart(2, '0');
  const minutes = Math.floor(whole / 60) % 60;
  const hours = Math.floor(whole / 3600);
  return hours > 0 ? `${hours}:${two(minutes)}:${two(whole % 60)}` : `${minutes}:${two(whole % 60)}`;
}

function size(bytes: number, language: string): string {
  const [unit, divisor] =
    bytes < 1_000_000 ? (['kilobyte', 1000] as const) : (['megabyte', 1_000_000] as const);
  const format = new Intl.NumberFormat(localeOf(language), {
    style: 'unit',
    unit,
    maximumFractionDigits: unit === 'kilobyte' ? 0 : 1,
  });
  return format.format(bytes / divisor);
}
