import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { akin } from '../articles/akin.ts';
import type { Adoption, Holding, IdRegister } from '../articles/identity.ts';
import { type Recognised, recognise, recogniseInSteps } from '../articles/recognition.ts';
import type { Clock } from '../clock.ts';
import { breathe, inBreaths } from '../publishing/breaths.ts';
import type { Chronicle, Withdrawal } from '../publishing/chronicle.ts';
import type { Edition, EditionRegister } from '../publishing/editions.ts';
import { RememberedAppearances } from './appearances.ts';
import { openJournal } from './journal.ts';
import { type Lock, takeLock } from './lock.ts';
import { Names } from './names.ts';
import { type Adopted, compact, parseRecord, type StateRecord } from './records.ts';
import { RememberedArticles } from './remembered.ts';
import { systemCode } from './trouble.ts';
import { Wording } from './wording.ts';

/** Everything that must outlive a restart. */
export interface State extends IdRegister, EditionRegister, Chronicle {
  /** Every id that `identify` gives, or gave to what is stored no more. */
  holdings(): readonly Holding[];
  /** From now on `identify` gives these articles, which it knows, the ids that they had in another system. */
  adopt(adoptions: readonly Adoption[]): void;
  /** Resolves when all of it is on disk for good, or when `onTrouble` was told that it is not. Never rejects. */
  flush(): Promise<void>;
  /** Flushes, and gives the folder free. */
  close(): Promise<void>;
}

export interface StateOptions {
  /** Public base of the site, without a slash at the end. Enters new ids only: changing it changes none. */
  readonly site: string;
  /** For looking on while another process may run: neither locks nor writes; what is new is forgotten at the end. */
  readonly readOnly?: boolean;
  /** By which editions are dated. With it, those that a crash took before they were written are outdated by any that follow. */
  readonly clock?: Clock;
  /** Told, in a sentence, when something of it is lost or cannot be written, and when it can again. */
  readonly onTrouble: (sentence: string) => void;
}

/** Changes taken in at a stretch. */
const together = 500;

const readme = `Courant keeps here what must outlive a restart: which id each article has, and when each feed last changed.
Keep this folder, and back it up with your articles. Deleting it loses no article, but readers may see some of them twice.
`;

/**
 * Opens what is remembered in a folder, which is made if it is missing. Ids and names of feeds are fsynced as they come;
 * editions are only written in order, as the clock makes good the few of them that a power cut may take.
 *
 * A folder that cannot be read or written (full disk, no permission) is told through `onTrouble`; the state then lives in
 * memory, and is written as soon as it can be.
 * @throws FolderInUse when another process writes in this folder, unless `readOnly`
 */
export async function openState(folder: string, options: StateOptions): Promise<State> {
  const { site, readOnly = false, clock, onTrouble } = options;
  const ids = new Names();
  const wording = new Wording();
  const articles = new RememberedArticles(ids, wording);
  const editions = new Map<string, Edition>();
  const feeds = new Map<string, string>();
  const appearances = new RememberedAppearances(ids, wording);
  const withdrawals = new Map<string, Withdrawal>();
  const adopted = new Set<string>();
  let lock: Lock | undefined;

  function take(record: StateRecord): void {
    if ('article' in record) takeArticle(record);
    else if ('adopted' in record) takeAdopted(record);
    else if ('edition' in record) editions.set(record.topic, record.edition);
    else if ('appeared' in record) appearances.set(record.appeared);
    else if ('withdrawn' in record) withdrawals.set(record.withdrawn.id, record.withdrawn);
    else if ('returned' in record) withdrawals.delete(record.returned);
    else feeds.set(record.feed, record.title);
  }

  function takeArticle({ article, from }: Recognised): void {
    if (from !== undefined) articles.delete(from);
    articles.set(article);
  }

  function takeAdopted({ adopted: article, was, from }: Adopted): void {
    takeArticle(from === undefined ? { article } : { article, from });
    adopted.add(article.id);
    const appearance = was === undefined ? undefined : appearances.get(was);
    if (appearance === undefined || appearances.place(article.id) !== undefined) return;
    // It keeps its place among those that were out, where it would else be gone under one id and new under the other.
    appearances.delete(appearance.id);
    appearances.set({ ...appearance, id: article.id });
  }

  /** As it is now, whatever happens while it is written. */
  function records(): Iterable<StateRecord> {
    const allArticles = articles.all();
    const allAppearances = appearances.values();
    const isAdopted = new Set(adopted);
    const others: readonly StateRecord[] = [
      ...[...editions].map(([topic, edition]) => ({ topic, edition })),
      ...[...feeds].map(([feed, title]) => ({ feed, title })),
      ...[...withdrawals.values()].map((withdrawn) => ({ withdrawn })),
    ];
    return (function* () {
      for (const article of allArticles) yield isAdopted.has(article.id) ? { adopted: article } : { article };
      for (const appeared of allAppearances) yield { appeared };
      yield* others;
    })();
  }

  const { journal, problems } = await openJournal<StateRecord>(folder, {
    name: 'state',
    readOnly,
    parse: parseRecord,
    form: compact,
    replay: take,
    live: () => ({
      count: articles.size + editions.size + feeds.size + appearances.size + withdrawals.size,
      records,
    }),
    async prepare() {
      await mkdir(folder, { recursive: true });
      await lock?.release();
      lock = await takeLock(folder);
      await offer(join(folder, '.gitignore'), '*\n');
      await offer(join(folder, 'README'), readme);
    },
    onTrouble,
  });
  for (const problem of problems) onTrouble(problem);
  // No date is told before it has come, so all that were told before the crash lie before the second that follows.
  const earliest =
    clock !== undefined && lock?.wasLeft === true ? (Math.floor(clock() / 1000) + 1) * 1000 : undefined;

  function record(news: readonly StateRecord[], durable: boolean): void {
    for (const one of news) take(one);
    journal.append(news, durable);
  }

  /** What is asked while another answer is made waits for that: else both might give one id. */
  let turn: Promise<unknown> = Promise.resolve();

  async function identifyMany(
    ...[asked, present]: Parameters<IdRegister['identify']>
  ): Promise<readonly string[]> {
    const { ids, changes } = await inBreaths(recogniseInSteps(articles, asked, present, site));
    // In order, so that a crash in between leaves what one while they are written leaves.
    for (let at = 0; at < changes.length; at += together) {
      record(changes.slice(at, at + together), true);
      await breathe();
    }
    return ids;
  }

  return {
    earliest,
    identifyMany(asked, present) {
      const answer = turn.then(() => identifyMany(asked, present));
      // Without the answer, which may be a long one.
      turn = answer.then(
        () => undefined,
        () => undefined,
      );
      return answer;
    },
    identify(asked, present) {
      const { ids, changes } = recognise(articles, asked, present, site);
      record(changes, true);
      return ids;
    },
    akin: (asked) => akin(articles, asked),
    holdings: () => Array.from(articles.all(), ({ key, id }) => ({ key, id, isAdopted: adopted.has(id) })),
    adopt(adoptions) {
      const news = adoptions.flatMap(({ key, id, from }): Adopted[] => {
        const before = articles.get(key);
        if (before === undefined || before.id === id) return [];
        return [{ adopted: { ...before, id }, was: before.id, ...(from === undefined ? {} : { from }) }];
      });
      record(news, true);
    },
    edition: (topic) => editions.get(topic),
    recordEdition(topic, edition) {
      const { etag, lastModified } = edition;
      const before = editions.get(topic);
      if (before?.etag === etag && before.lastModified === lastModified) return;
      record([{ topic, edition: { etag, lastModified } }], false);
    },
    knownFeeds: () => feeds,
    recordFeed(path, title) {
      if (feeds.get(path) !== title) record([{ feed: path, title }], true);
    },
    appearance: (id) => appearances.get(id),
    place: (id) => appearances.place(id),
    appearances: () => appearances,
    withdrawals: () => withdrawals,
    recordAppearances: (news) =>
      record(
        news.map((appeared) => ({ appeared })),
        true,
      ),
    recordWithdrawal: (withdrawn) => record([{ withdrawn }], true),
    recordReturn: (returned) => record([{ returned }], true),
    flush: () => journal.flush(),
    async close() {
      await journal.close();
      await lock?.release().catch(() => undefined);
    },
  };
}

/** Writes a file where there is none. */
async function offer(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text, { flag: 'wx' });
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return;
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  }
}
