import { mkdirSync, mkdtempSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { akin } from '../../src/articles/akin.ts';
import type { IdRegister } from '../../src/articles/identity.ts';
import { type Remembered, recognise } from '../../src/articles/recognition.ts';
import type { Site } from '../../src/articles/site.ts';
import type { Clock } from '../../src/clock.ts';
import { type Folder, type FolderOptions, openFolder } from '../../src/storage/folder.ts';

/** Files by their path; the text of a file, its bytes, or its front matter and body as an article. */
export type Files = Readonly<Record<string, string | Uint8Array>>;

/** A real folder that is gone after the test. */
export function plant(files: Files = {}): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'courant-folder-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, files);
  return folder;
}

let seconds = 0;

/** Writes files, each with a time of its own that no other writing has. */
export function write(folder: string, files: Files): void {
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    seconds += 1;
    utimesSync(path, 1_700_000_000 + seconds, 1_700_000_000 + seconds);
  }
}

/** An article as a Markdown file. */
export function piece(title: string, more: Readonly<Record<string, string>> = {}, body = 'Text.'): string {
  const fields = { title, date: '2025-05-04T07:39:00Z', ...more };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return `---\n${lines.join('\n')}\n---\n${body}\n`;
}

export const site: Site = {
  url: 'https://example.org/news',
  title: 'News',
  description: '',
  language: 'en',
  timezone: 'UTC',
  authors: [{ name: 'The desk' }],
};

export interface AskedRegister extends IdRegister {
  /** Keys that were asked for, in order. */
  readonly asked: string[];
}

/** A register that forgets at the end of the process. */
export function memoryIds(): AskedRegister {
  const remembered = new Map<string, Remembered>();
  const asked: string[] = [];
  return {
    asked,
    akin: (prints) => akin(remembered, prints),
    identify(prints, present) {
      asked.push(...prints.map(({ key }) => key));
      const { ids, changes } = recognise(remembered, prints, present, site.url);
      for (const { article, from } of changes) {
        if (from !== undefined) remembered.delete(from);
        remembered.set(article.key, article);
      }
      return ids;
    },
  };
}

/** So late that no file was touched just now. */
export const later: Clock = () => Date.UTC(2100, 0, 1);

export function open(folder: string, more: Partial<FolderOptions> = {}): Folder {
  return openFolder({
    folder,
    site,
    permalink: '/articles/{slug}',
    defaults: [],
    ids: memoryIds(),
    clock: later,
    ...more,
  });
}
