import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { pathOf, tagsOf, writeArticles, writeNewest } from './articles.mjs';
import { get, startCourant, until } from './courant.mjs';

const edits = 7;
const ticks = 3;
/** Edits before them, as a service that has just been started is not what it is all day. */
const firstEdits = 8;

/** Everything about a library of `count` articles: see the columns of RESULTS.md. */
export async function measureLibrary(scratch, count, { hugo, tick, everything }) {
  const root = join(scratch, `library-${count}`);
  const folder = join(root, 'articles');
  const data = join(root, 'data');
  mkdirSync(folder, { recursive: true });
  writeArticles(folder, count);
  // Files touched a moment ago are read again until their times have settled.
  await wait(3000);
  const found = { count };

  const cold = await startCourant({ folder, data });
  found.cold = cold.ready;
  found.coldStall = (await cold.ask()).stall;
  // What was read is written down behind the first poll.
  await cold.settle();
  await cold.stop();

  const warm = await startCourant({ folder, data, options: ['--schedule', '* * * * *'] });
  found.warm = warm.ready;
  // From now on there is somebody to wait.
  await warm.ask();
  found.loaded = await warm.settle();
  found.warmStall = (await warm.ask()).stall;
  found.idleMemory = (await warm.ask()).memory;
  const { port, runs } = warm;
  const timed = await repeat(firstEdits + edits, (nth) => edit(port, folder, count, nth));
  found.firstEdit = timed[0];
  found.edit = median(timed.slice(firstEdits));
  found.editStall = (await warm.ask()).stall;
  found.fresh = await newArticle(port, folder, count);
  if (tick) Object.assign(found, await watchTick(warm, runs));
  found.asked = await askForAll(port, count, everything ? Number.POSITIVE_INFINITY : 50);
  found.memory = (await warm.ask()).memory;
  await warm.stop();
  if (hugo) found.hugo = buildWithHugo(root, folder);
  rmSync(root, { recursive: true, force: true });
  return found;
}

async function repeat(times, work) {
  const results = [];
  for (let nth = 0; nth < times; nth += 1) {
    results.push(await work(nth));
    await wait(300);
  }
  return results;
}

export const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) / 2)];

/** From the write of one of the newest articles to its new bytes in the feed. */
async function edit(port, folder, count, nth) {
  const mark = `Edit ${nth} of ${count}`;
  const began = performance.now();
  appendFileSync(join(folder, pathOf(count - 1)), `\n${mark}.\n`);
  await until(port, '/feed.json', ({ body }) => body.includes(mark));
  return performance.now() - began;
}

async function newArticle(port, folder, count) {
  const began = performance.now();
  writeNewest(folder, count);
  await until(port, '/feed.json', ({ body }) => body.includes('Just in.'));
  return performance.now() - began;
}

/** Ticks of the schedule at which nothing has changed: from the second on, as the first may still take in what was edited. */
async function watchTick({ ask }, runs) {
  const told = () => runs.filter(({ cause }) => cause === 'schedule');
  const next = async () => {
    const before = told().length;
    for (let tries = 0; told().length === before && tries < 3500; tries += 1) await wait(20);
    return told().at(-1)?.took;
  };
  await next();
  const found = [];
  for (let nth = 0; nth < ticks; nth += 1) {
    // An idle process is held up too, by whatever else the machine does: not for a minute, but for the tick alone.
    await wait(59_700 - (Date.now() % 60_000));
    await ask();
    const tick = await next();
    found.push({ tick, stall: (await ask()).stall });
  }
  return {
    tick: median(found.map(({ tick }) => tick)),
    tickStall: median(found.map(({ stall }) => stall)),
  };
}

/** Every tag feed once, and every page of the archives of the site, its sections and authors: so many of each at the most. */
async function askForAll(port, count, most) {
  let asked = 0;
  const ask = async (path) => {
    const { status } = await get(port, `${path}/rss.xml`, { 'accept-encoding': 'gzip' });
    if (status === 200) asked += 1;
    return status === 200;
  };
  const feeds = [
    '',
    ...Array.from({ length: 10 }, (_, nth) => `/sections/section-${nth}`),
    ...Array.from({ length: 40 }, (_, nth) => `/authors/author-number${nth}`),
  ];
  const tags = Array.from({ length: Math.min(most, tagsOf(count)) }, (_, tag) => tag);
  await Promise.all([
    inTurn(4, tags, (tag) => ask(`/tags/tag-${tag}`)),
    inTurn(2, feeds, async (feed) => {
      for (let page = 1; page <= most && (await ask(`${feed}/archive/${page}`)); page += 1);
    }),
  ]);
  return asked;
}

/** Does work on every item, on so many at once. */
async function inTurn(atOnce, items, work) {
  const waiting = items.values();
  const worker = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Hugo with nothing to make but feeds; seconds are its own affair, so they are measured from outside. */
function buildWithHugo(root, folder) {
  writeFileSync(
    join(root, 'hugo.toml'),
    `baseURL = "http://localhost/"\ncontentDir = ${JSON.stringify(folder)}\ndisableKinds = ["page", "sitemap", "robotsTXT", "404"]\n` +
      '[outputs]\nhome = ["RSS"]\nsection = ["RSS"]\ntaxonomy = ["RSS"]\nterm = ["RSS"]\n[services.rss]\nlimit = 30\n',
  );
  const began = performance.now();
  const { status } = spawnSync(
    'hugo',
    ['--quiet', '--source', root, '--config', join(root, 'hugo.toml'), '--destination', join(root, 'public')],
    {
      timeout: 180_000,
      stdio: 'ignore',
    },
  );
  return status === 0 ? performance.now() - began : undefined;
}
