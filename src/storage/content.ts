import type { Article, Enclosure, Image } from '../articles/article.ts';
import { lineOf } from '../articles/compose.ts';
import type { Problem } from '../articles/problem.ts';
import { bodyHtml } from '../articles/reading/body.ts';
import type { Use } from '../articles/reading/html.ts';
import type { NamedEnclosure, NamedImage, Reading } from '../articles/reading/reading.ts';
import type { Content } from '../articles/source.ts';
import { type Answer, type Finder, fallback } from './finder.ts';
import { mediaTypeOf } from './media-types.ts';
import type { Shown } from './showing.ts';

export interface Rendered {
  readonly content: Content;
  readonly shown: readonly Shown[];
}

/** Renders what was read of an article, with every address absolute and every stored picture told by its own bytes. */
export async function renderContent(article: Article, reading: Reading, finder: Finder): Promise<Rendered> {
  const { body, fields, origins } = reading;
  const problems: Problem[] = [];
  const shown = new Map<string, Shown>();
  const warn = (reason: string, line: number | undefined): void => {
    problems.push({
      file: article.key,
      ...(line === undefined ? {} : { line }),
      reason,
      severity: 'warning',
    });
  };
  const ask = async (address: string, use: Use, line: number | undefined): Promise<Answer> => {
    const answer = await finder.find(address, use, article);
    const { state, lead } = answer;
    if (state !== undefined) shown.set(`${use} ${address}`, { address, use, state, ...(lead && { lead }) });
    if (answer.problem !== undefined) warn(`"${address}" ${answer.problem}`, line);
    return answer;
  };

  // The body is rendered twice where it names stored files: once to learn which, and again when they are known.
  const wanted = new Map<string, { readonly address: string; readonly use: Use }>();
  const guessed = bodyHtml(body, (address, use) => {
    wanted.set(`${use} ${address}`, { address, use });
    return fallback(address, use, article);
  });
  const answers = new Map<string, string | undefined>();
  let isAsGuessed = true;
  for (const [name, { address, use }] of wanted) {
    const { url } = await ask(address, use, lineIn(body.text, address, body.line));
    answers.set(name, url);
    isAsGuessed &&= url === fallback(address, use, article);
  }
  const html = isAsGuessed
    ? guessed
    : bodyHtml(body, (address, use) => {
        const name = `${use} ${address}`;
        return answers.has(name) ? answers.get(name) : fallback(address, use, article);
      });

  const image =
    fields.image && imageOf(fields.image, await ask(fields.image.src, 'media', lineOf(origins.image)));
  const enclosures: Enclosure[] = [];
  for (const named of fields.enclosures ?? []) {
    const line = lineOf(origins.enclosures);
    const enclosure = enclosureOf(named, await ask(named.src, 'media', line));
    if (enclosure === undefined) continue;
    if (enclosure.length === undefined) {
      warn(
        `"${named.src}" goes with the article, but its length in bytes is not known; add \`length:\``,
        line,
      );
    }
    enclosures.push(enclosure);
  }
  return {
    content: {
      html,
      ...(fields.summary === undefined ? {} : { summary: fields.summary }),
      ...(image === undefined ? {} : { image }),
      enclosures,
      problems,
    },
    shown: [...shown.values()],
  };
}

function lineIn(text: string, address: string, first: number): number | undefined {
  const at = text.indexOf(address);
  return at < 0 ? undefined : first + text.slice(0, at).split('\n').length - 1;
}

/** What the file says of itself beats what is written about it. */
function imageOf(named: NamedImage, { url, facts }: Answer): Image | undefined {
  if (url === undefined) return undefined;
  const { alt, caption, credit } = named;
  if (facts === undefined) {
    const { type, width, height, length } = named;
    return { url, alt, caption, credit, type, width, height, length };
  }
  const { type, length, picture } = facts;
  const { width, height } = picture?.width === undefined ? named : picture;
  return { url, alt, caption, credit, type, width, height, length };
}

function enclosureOf(named: NamedEnclosure, { url, facts }: Answer): Enclosure | undefined {
  if (url === undefined) return undefined;
  const { title, duration, episode, season } = named;
  const type = facts?.type ?? named.type ?? mediaTypeOf(new URL(url).pathname) ?? 'application/octet-stream';
  return { url, type, length: facts?.length ?? named.length, title, duration, episode, season };
}
