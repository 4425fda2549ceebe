import { spawnSync } from 'node:child_process';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pathOf, writeArticles } from './articles.mjs';
import { barsTable } from './bars.mjs';
import { endAll, startCourant, until } from './courant.mjs';
import { cpuOf, pollForADay } from './day.mjs';
import { measureLibrary, median } from './library.mjs';
import { capture, cases, client, has, load, path, putFiles, startNginx, startRival } from './polls.mjs';
import { dayTable, effortTable, libraryTable, loadedTable, pollTable } from './tables.mjs';

/**
 * Measures Courant beside others and writes RESULTS.md. `--quick`: small and short. `--sizes 1000,10000`: of the library.
 * `--only polls,library,regeneration,day`. COURANT_BENCH: where to put what is made, a folder in memory if need be.
 */
const args = process.argv.slice(2);
const wordAfter = (name) => args[args.indexOf(name) + 1];
const isQuick = args.includes('--quick');
const sizes = args.includes('--sizes')
  ? wordAfter('--sizes').split(',').map(Number)
  : isQuick
    ? [1000]
    : [1000, 10_000, 100_000];
const only = args.includes('--only')
  ? wordAfter('--only').split(',')
  : ['polls', 'regeneration', 'day', 'library'];
const seconds = isQuick ? 1 : 2;
const rounds = isQuick ? 1 : 3;

const scratch = mkdtempSync(join(process.env.COURANT_BENCH ?? tmpdir(), 'courant-bench-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    endAll();
    process.exit(1);
  });
}

const sections = [heading()];
const figures = {};
const tell = (text) => {
  sections.push(text);
  console.log(`\n${text}`);
};
console.log(sections[0]);

if (only.some((name) => name !== 'library')) await measurePolls();
if (only.includes('library')) {
  const found = [];
  for (const size of sizes) {
    console.error(`A library of ${size} articles …`);
    found.push(
      await measureLibrary(scratch, size, {
        hugo: has('hugo') && size <= 10_000,
        tick: true,
        everything: !isQuick,
      }),
    );
  }
  tell(libraryTable(found));
  figures.library = found;
}
tell(barsTable(figures));
const results = fileURLToPath(new URL('./RESULTS.md', import.meta.url));
writeFileSync(results, `${sections.join('\n\n')}\n`);
console.error(`\nWritten to ${results}`);

async function measurePolls() {
  const folder = join(scratch, 'articles');
  mkdirSync(folder);
  writeArticles(folder, 1000);
  const courant = await startCourant({ folder, data: join(scratch, 'data'), watch: 'later' });
  await courant.settle();
  const answers = await capture(courant.port);
  const servers = {
    Courant: courant,
    'node:http': await startRival('node', answers),
    Express: await startRival('express', answers),
  };
  if (has('nginx')) servers.nginx = await startNginx(scratch, answers);
  if (only.includes('polls')) {
    const found = {};
    const effort = {};
    // What a server does for the first time takes longer.
    for (const name of Object.keys(cases)) {
      for (const { port } of Object.values(servers)) await load({ port, name, connections: 64, seconds: 1 });
    }
    for (let round = 0; round < rounds; round += 1) {
      // Now the first begins, now the last: whoever follows another finds the processor as that has left it.
      const inTurn = round % 2 === 0 ? Object.entries(servers) : Object.entries(servers).toReversed();
      for (const name of Object.keys(cases)) {
        for (const connections of [1, 64]) {
          for (const [server, { port, child }] of inTurn) {
            // nginx has no brotli of its own; it would send the feed as it is.
            if (server === 'nginx' && name === 'br') continue;
            const begun = cpuOf(child.pid);
            const { rate, failed } = await load({ port, name, connections, seconds });
            const took = (cpuOf(child.pid) - begun) / (rate * seconds);
            if (failed > 0) throw new Error(`${server} failed ${failed} times at ${name}`);
            const key = `${name} ${connections}`;
            found[key] ??= {};
            found[key][server] ??= [];
            found[key][server].push(rate);
            effort[key] ??= {};
            effort[key][server] ??= [];
            effort[key][server].push(took * 1e6);
          }
        }
      }
    }
    figures.polls = found;
    tell(pollTable(found, Object.keys(servers), { client, seconds, rounds, answers, median }));
    figures.effort = effort;
    tell(effortTable(effort, Object.keys(servers), median));
  }
  await servers['node:http'].stop();
  await servers.Express.stop();
  if (only.includes('regeneration')) {
    figures.loaded = await measureRegeneration(courant, folder);
    tell(loadedTable(figures.loaded));
  }
  if (only.includes('day')) {
    figures.day = await measureDay(servers, folder);
    tell(dayTable(figures.day));
  }
  await servers.nginx?.stop();
  await courant.stop();
}

/** Polls while nothing happens, and while all feeds are made anew without a pause: the title of the site changes. */
async function measureRegeneration({ port, ask, runs }, folder) {
  const order = { port, name: '304', connections: 16, seconds: isQuick ? 3 : 8 };
  const calm = await load(order);
  await ask();
  const before = runs.length;
  let isOver = false;
  const change = (async () => {
    for (let nth = 0; !isOver; nth += 1) {
      writeFileSync(join(folder, 'courant.yaml'), `site:\n  title: Bench ${nth}\n`);
      await wait(250);
    }
  })();
  const busy = await load(order);
  isOver = true;
  await change;
  await wait(1000);
  return {
    calm,
    busy,
    times: runs.slice(before).filter(({ cause }) => cause === 'settings').length,
    stall: (await ask()).stall,
  };
}

async function measureDay(servers, folder) {
  const { Courant, nginx } = servers;
  const day = { readers: isQuick ? 100 : 400, hours: isQuick ? 4 : 24 };
  const states = [];
  const result = {
    Courant: await pollForADay({
      ...day,
      port: Courant.port,
      pid: Courant.child.pid,
      change: async (hour) => {
        appendFileSync(join(folder, pathOf(999)), `\nHour ${hour}.\n`);
        await until(Courant.port, path, ({ body }) => body.includes(`Hour ${hour}.`));
        // An hour is long enough to compress well.
        await Courant.settle();
        states.push(await capture(Courant.port));
      },
    }),
  };
  if (nginx !== undefined) {
    result.nginx = await pollForADay({
      ...day,
      port: nginx.port,
      pid: nginx.child.pid,
      change: async (hour) => {
        putFiles(nginx.root, states[hour]);
        // As long as nginx keeps a file open.
        await wait(1100);
      },
    });
  }
  return { ...day, result };
}

function heading() {
  const first = (command, flags) => {
    const { stdout, stderr, error } = spawnSync(command, flags, { encoding: 'utf8' });
    return error === undefined ? `${stdout}${stderr}`.trim().split('\n')[0] : `${command}: not installed`;
  };
  const processors = cpus();
  return [
    '# Measurements',
    '',
    'Written by `npm run bench`; figures are of one machine and one hour, ratios tell more.',
    '',
    `- ${new Date().toISOString()}, sizes ${sizes.join(', ')}${isQuick ? ', quick' : ''}`,
    `- ${processors.length} × ${processors[0]?.model ?? 'processor'}, ${Math.round(totalmem() / 1e9)} GB, ${process.platform} ${process.arch}`,
    `- Node ${process.version}; ${first('nginx', ['-v'])}; ${first('hugo', ['version']).slice(0, 40)}; client: ${client}`,
  ].join('\n');
}
