import type { Instant } from '../../src/articles/instant.ts';
import type { Story } from './story.ts';

const hour = 3_600_000;
const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** A file as its name asks for it. @param begin - what the hours of the story are counted from; a whole hour. */
export function word(file: string, story: Story, begin: Instant): string {
  return file.endsWith('.txt') ? wire(story, begin) : frontMatter(file, story, begin);
}

function frontMatter(file: string, story: Story, begin: Instant): string {
  const at = (hours: number | undefined) =>
    hours === undefined ? undefined : new Date(begin + hours * hour).toISOString();
  const { title, section, tags, authors, status, correction, id, slug, language, related, image } = story;
  const fields = {
    title,
    date: at(story.date),
    updated: at(story.updated),
    embargo: at(story.embargo),
    expires: at(story.expires),
    ...{ section, tags, authors, status, correction, id, slug, language, related },
    image: image && beside(file, image),
  };
  const lines = Object.entries(fields).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${JSON.stringify(value)}`],
  );
  return `---\n${lines.join('\n')}\n---\n${body(file, story)}\n`;
}

function body(file: string, { text, shows }: Story): string {
  const isHtml = file.endsWith('.html');
  const shown = shows.map((target) => {
    const address = beside(file, target);
    if (target.endsWith('.png')) return isHtml ? `<img src="${address}" alt="P">` : `![P](${address})`;
    return isHtml ? `<a href="${address}">there</a>` : `[there](${address})`;
  });
  const words = [`Text ${text}.`, ...shown];
  return isHtml ? `<p>${words.join('</p><p>')}</p>` : words.join('\n\n');
}

/** The way from one file of the folder to another. */
function beside(file: string, target: string): string {
  if (!file.startsWith('desk/')) return target;
  return target.startsWith('desk/') ? target.slice('desk/'.length) : `../${target}`;
}

function wire({ title, section, authors, date, related, text }: Story, begin: Instant): string {
  const when = new Date(begin + date * hour);
  const clock = `${String(when.getUTCHours()).padStart(2, '0')}:00`;
  const day = `${String(when.getUTCDate()).padStart(2, '0')} ${months[when.getUTCMonth()]} ${when.getUTCFullYear()}`;
  const told = [section ?? 'World', ...authors.slice(0, 1), `Published Date: ${clock} | ${day}`];
  const closing = related.length === 0 ? '' : `\n${related.map((headline) => `- ${headline}`).join('\n')}\n`;
  return `${title}\n\n${told.map((line) => `- ${line}`).join('\n')}\n\nText ${text}.\n${closing}`;
}
