import { median } from './library.mjs';
import { round, table } from './tables.mjs';

/** What Courant is to reach on a machine of two cores, held against what was measured. */
export function barsTable({ polls, effort, loaded, day, library }) {
  const rows = [
    ...barsOfPolls(polls),
    ...barsOfEffort(effort),
    ...barsOfLoad(loaded),
    ...barsOfDay(day),
    ...barsOfLibrary(library),
  ];
  const lines = rows.map(([name, figure, bar, unit, isMet]) => [
    name,
    `${round(figure)} ${unit}`.trim(),
    isMet(figure, bar) ? 'met' : 'not met',
  ]);
  return ['## Bars', '', table(['bar', 'figure', ''], lines)].join('\n');
}

const below = (figure, bar) => figure < bar;
const reached = (figure, bar) => figure >= bar;

/** The lowest of the ratios of all cases: 304 alone, or all that have a body. */
function lowest(polls, rival, isWanted) {
  const ratios = Object.entries(polls).flatMap(([key, rates]) =>
    isWanted(key.split(' ')[0]) && rates[rival] !== undefined
      ? [median(rates.Courant) / median(rates[rival])]
      : [],
  );
  return ratios.length === 0 ? undefined : Math.min(...ratios);
}

function barsOfPolls(polls) {
  if (polls === undefined) return [];
  const isUnchanged = (name) => name === '304';
  const isFull = (name) => ['br', 'gzip', 'identity'].includes(name);
  return [
    ['304: 0.9 of node:http', lowest(polls, 'node:http', isUnchanged), 0.9, 'times', reached],
    ['200: 0.9 of node:http', lowest(polls, 'node:http', isFull), 0.9, 'times', reached],
    ['200: 0.5 of a worker of nginx', lowest(polls, 'nginx', isFull), 0.5, 'times', reached],
    ['304: 6 times Express', lowest(polls, 'Express', isUnchanged), 6, 'times', reached],
    ['200: 6 times Express', lowest(polls, 'Express', isFull), 6, 'times', reached],
  ].filter(([, figure]) => figure !== undefined);
}

/** By processor time, at 64 connections, where there is nothing to wait for. */
function barsOfEffort(effort = {}) {
  const of = (name, rival) => {
    const taken = effort[`${name} 64`];
    return taken === undefined ? undefined : median(taken[rival]) / median(taken.Courant);
  };
  return [
    ['304: 0.9 of node:http, by processor time', of('304', 'node:http'), 0.9, 'times', reached],
    ['gzip: 0.9 of node:http, by processor time', of('gzip', 'node:http'), 0.9, 'times', reached],
    ['br: 0.9 of node:http, by processor time', of('br', 'node:http'), 0.9, 'times', reached],
    ['304: 6 times Express, by processor time', of('304', 'Express'), 6, 'times', reached],
  ].filter(([, figure]) => figure !== undefined);
}

function barsOfLoad(loaded) {
  if (loaded === undefined) return [];
  return [['p99 of polls while everything is made anew under 15 ms', loaded.busy.p99, 15, 'ms', below]];
}

function barsOfDay(day) {
  const { Courant, nginx } = day?.result ?? {};
  if (nginx === undefined) return [];
  const ofBr = Courant.bytesOfBr / nginx.bytesOfBr;
  return [
    ['a day of polls: no more bytes than nginx', Courant.bytes / nginx.bytes, 1.000001, 'times', below],
    ['less than 0.6 of them where readers take brotli', ofBr, 0.6, 'times', below],
  ];
}

function barsOfLibrary(library = []) {
  const small = library.find(({ count }) => count === 1000);
  const large = library.find(({ count }) => count === 100_000);
  if (large === undefined) return [];
  return [
    ['cold start at 100,000 articles under 5 s', large.cold / 1000, 5, 's', below],
    ['warm start under 1 s', large.warm / 1000, 1, 's', below],
    ['a tick with nothing changed under 0.5 s', large.tick / 1000, 0.5, 's', below],
    ['at such a tick no stall over 10 ms', large.tickStall, 10, 'ms', below],
    ['an edit to its new bytes under 50 ms', large.edit, 50, 'ms', below],
    ['and at most twice that at 1,000', large.edit / (small?.edit ?? Number.NaN), 2, 'times', below],
    ['memory after everything under 250 MB', large.memory, 250, 'MB', below],
  ];
}
