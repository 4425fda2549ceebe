import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { startCourant } from './commands/courant.ts';
import { type Chance, chanceOf } from './kills/chance.ts';
import { Witness } from './kills/witness.ts';
import { type Piece, Writers } from './kills/writers.ts';

const kills = Number(process.env.COURANT_KILLS ?? 12);
const seed = Number(process.env.COURANT_SEED ?? 1702);
const site = 'https://paper.example';
const topics = [
  ...['/rss.xml', '/atom.xml', '/feed.json', '/', '/archive/1/atom.xml', '/archive/2/feed.json'],
  ...['/sections/world/atom.xml', '/sections/sport/rss.xml', '/tags/t3/atom.xml', '/tags/t5/feed.json'],
  ...['/authors/ana/rss.xml', '/feeds.opml', '/sitemap.xml'],
] as const;

/** A newsroom that outlives its processes. */
interface Paper {
  readonly root: string;
  readonly writers: Writers;
  readonly witness: Witness;
  readonly chance: Chance;
  /** Kills before the process was ready; and times that a full look around was taken. */
  early: number;
  looks: number;
}

test(
  `killed ${kills} times at any moment, it takes back nothing that it told, and tells nothing by halves`,
  async () => {
    const paper = await found();
    const { writers, witness, chance } = paper;
    for (let kill = 0; kill < kills; kill += 1) {
      await liveOnce(paper, kill % 5 === 3);
      // People go on while nothing runs.
      for (let n = chance.whole(3); n > 0; n -= 1) await writers.act();
      expect(witness.faults, `seed ${seed}, kill ${kill + 1}`).toEqual([]);
    }
    const last = startCourant(words, paper.root);
    await lookAround(paper, await addressOf(last));
    expect(witness.faults, `seed ${seed}, at the end`).toEqual([]);
    last.process.kill('SIGTERM');
    expect(await last.ended).toMatchObject({ code: 0 });
    expect(readdirSync(join(paper.root, 'data')).filter((name) => name.includes('damaged'))).toEqual([]);
    expect(paper.early).toBeGreaterThan(0);
    expect(witness.whole).toBeGreaterThan(10 * kills);
    const { pieces, deleted, done } = writers;
    process.stdout.write(
      `${kills} kills (${paper.early} before it was ready, ${witness.cut} answers cut off), ${done} changes of ` +
        `${pieces.length} articles, ${deleted.length} deleted, ${witness.whole} whole answers ` +
        `(${witness.unchanged} of them 304), ${paper.looks} looks at everything: nothing lost\n`,
    );
  },
  kills * 6000 + 60_000,
);

const words = ['serve', '--port', '0', '--data', 'data', '--site', site, '--schedule', '0 0 1 1 *'];

async function found(): Promise<Paper> {
  const root = mkdtempSync(join(tmpdir(), 'courant-kills-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true, maxRetries: 3 }));
  const folder = join(root, 'articles');
  mkdirSync(folder);
  writeFileSync(join(folder, 'courant.yaml'), 'feeds: { limit: 20 }\n');
  const chance = chanceOf(seed);
  const writers = new Writers(folder, chance);
  for (let n = 0; n < 60; n += 1) await writers.act();
  return { root, writers, witness: new Witness(), chance, early: 0, looks: 0 };
}

async function addressOf(running: ReturnType<typeof startCourant>): Promise<string> {
  const said = await running.says('Listening at ');
  return /Listening at (\S+)/.exec(said)?.[1] ?? '';
}

/** A process, from its start to its violent end. */
async function liveOnce(paper: Paper, isEarly: boolean): Promise<void> {
  const { root, writers, witness, chance } = paper;
  const running = startCourant(words, root);
  if (isEarly) {
    await wait(chance.whole(900));
    paper.early += 1;
  } else {
    const base = await addressOf(running);
    await lookAround(paper, base);
    let isOver = false;
    const write = async () => {
      while (!isOver) {
        await writers.act();
        await wait(chance.whole(60));
      }
    };
    const poll = async (from: number) => {
      for (let n = from; !isOver; n += 1) await witness.fetch(base, topics[n % topics.length] ?? '/');
    };
    const busy = [write(), poll(chance.whole(topics.length)), poll(chance.whole(topics.length))];
    await wait(chance.whole(900));
    running.process.kill('SIGKILL');
    isOver = true;
    await Promise.all(busy);
  }
  running.process.kill('SIGKILL');
  expect(await running.ended).toMatchObject({ signal: 'SIGKILL' });
  witness.forget();
}

/** While nobody writes: all that is there is in the feed and its archive, and what was ever seen and deleted is gone. */
async function lookAround(paper: Paper, base: string): Promise<void> {
  const { writers, witness } = paper;
  const present = new Set<number>();
  let tombs: readonly string[] = [];
  for (let topic: string | undefined = '/atom.xml'; topic !== undefined; ) {
    const told = await witness.read(base, topic);
    for (const number of told.ids.keys()) present.add(number);
    if (topic === '/atom.xml') tombs = told.gone;
    topic = told.previous?.slice(site.length);
  }
  expect([...present].sort(inOrder)).toEqual(writers.there.map(({ number }) => number).sort(inOrder));
  const seen = writers.deleted.filter(({ number }) => witness.ids.has(number));
  // A feed tells of a hundred at the most, the newest ones; who came back and went again unseen went long ago.
  const untold = seen
    .filter(({ comebacks }) => comebacks === 0)
    .slice(-60)
    .filter(({ number }) => !tombs.includes(witness.ids.get(number) ?? ''));
  expect(untold).toEqual([]);
  for (const piece of seen.slice(-10)) await expectGone(piece, witness, base);
  paper.looks += 1;
}

async function expectGone({ number, slug }: Piece, witness: Witness, base: string): Promise<void> {
  if (slug === undefined) return;
  const answer = await witness.fetch(base, `/articles/${slug}`);
  expect({ number, status: answer?.status }).toEqual({ number, status: 410 });
}

function inOrder(a: number, b: number): number {
  return a - b;
}
