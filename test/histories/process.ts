import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { Clock } from '../../src/clock.ts';
import { reply } from '../../src/http/reply.ts';
import { type Newsroom, openNewsroom } from '../../src/newsroom.ts';
import type { Cause } from '../../src/publishing/publisher.ts';
import type { Representation } from '../../src/publishing/representation.ts';
import { topicsOf } from '../../src/publishing/topics.ts';
import { loadSettings } from '../../src/settings/sources.ts';
import { openState, type State } from '../../src/storage/state.ts';

export const site = 'https://paper.example';

/** A newsroom and its state as a process has them, that is told when to do what. */
export interface Process {
  readonly state: State;
  regenerate(cause: Cause, changed?: ReadonlySet<string>): Promise<void>;
  /** Takes over the settings as they are now. */
  reload(): Promise<void>;
  nextDue(): number | undefined;
  topics(): readonly string[];
  /** As JSON, in no order; without those of articles that are not out, whose bodies nobody may have looked at. */
  problems(): readonly string[];
  /** What a reader gets at each topic; undefined where there is nothing. */
  serve(topics: Iterable<string>): Promise<ReadonlyMap<string, Answer | undefined>>;
  stop(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  /** Of the answer in no coding. */
  readonly headers: string;
  readonly body: string;
}

export async function begin(folder: string, data: string, clock: Clock): Promise<Process> {
  const state = await openState(data, {
    site,
    clock,
    onTrouble: (sentence) => {
      throw new Error(sentence);
    },
  });
  let room = await open();
  return {
    state,
    async regenerate(cause, changed) {
      await room.publisher.regenerate(cause, changed);
      expect(room.publisher.last()?.fault).toBeUndefined();
    },
    async reload() {
      const former = room;
      room = await open();
      await room.publisher.regenerate('settings');
      await leave(former);
    },
    nextDue: () => room.publisher.nextDue(),
    problems: () => {
      const { library, snapshot } = shelfOf(room);
      const out = new Set(snapshot.out);
      const hidden = new Set(library.articles.flatMap((article) => (out.has(article) ? [] : [article.key])));
      const problems = room.publisher.problems().filter(({ file }) => !hidden.has(file));
      return problems.map((problem) => JSON.stringify(problem)).sort();
    },
    topics: () => [...topicsOf(shelfOf(room).snapshot)],
    async serve(topics) {
      const answers = new Map<string, Answer | undefined>();
      for (const topic of topics) {
        const found = await shelfOf(room).find(topic);
        answers.set(topic, found && answer(found, room, clock()));
      }
      return answers;
    },
    async stop() {
      await leave(room);
      await state.close();
    },
  };

  async function open(): Promise<Newsroom> {
    const flags = { data, site, schedule: '0 0 1 1 *' };
    const loaded = await loadSettings({ flags, environment: {}, cwd: folder, folder });
    if ('problems' in loaded) throw new Error(JSON.stringify(loaded.problems));
    const { settings } = loaded;
    return openNewsroom({
      settings,
      site: settings.site,
      state,
      clock,
      version: '1',
      onRun: () => undefined,
    });
  }
}

async function leave(room: Newsroom): Promise<void> {
  await room.schedule.stop();
  await room.source.close();
}

function shelfOf({ publisher }: Newsroom) {
  const shelf = publisher.current();
  if (shelf === undefined) throw new Error('there is no shelf');
  return shelf;
}

const decoders = { gzip: gunzipSync, br: brotliDecompressSync };

function answer(found: Representation, { settings }: Newsroom, now: number): Answer {
  const asked = (coding: string) => reply(found, { 'accept-encoding': coding }, settings.cache, now);
  const plain = asked('identity');
  for (const [coding, decode] of Object.entries(decoders)) {
    const coded = asked(coding);
    expect(coded.headers.join(' ')).toContain(`Content-Encoding ${coding}`);
    expect(decode(coded.body ?? '').equals(plain.body ?? Buffer.of())).toBe(true);
  }
  const pairs = plain.headers.flatMap((name, at) =>
    at % 2 === 0 ? [`${name}: ${plain.headers[at + 1]}`] : [],
  );
  return { status: plain.status, headers: pairs.join('\n'), body: plain.body?.toString('utf8') ?? '' };
}
