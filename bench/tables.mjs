export const whole = (number) => (Number.isFinite(number) ? Math.round(number).toLocaleString('en') : '–');
export const round = (number) => (Number.isFinite(number) ? Number(number.toPrecision(3)).toString() : '–');
const seconds = (milliseconds) => (milliseconds === undefined ? '–' : `${round(milliseconds / 1000)} s`);
const millis = (milliseconds) => (milliseconds === undefined ? '–' : `${round(milliseconds)} ms`);

export function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

export function pollTable(found, servers, { client, seconds: length, rounds, answers, median }) {
  const rows = Object.entries(found).map(([key, rates]) => {
    const [name, connections] = key.split(' ');
    const own = median(rates.Courant);
    const cells = servers.map((server) => {
      if (rates[server] === undefined) return '–';
      const rate = median(rates[server]);
      return server === 'Courant' ? whole(rate) : `${whole(rate)} (×${round(own / rate)})`;
    });
    return [name, connections, ...cells];
  });
  const { identity, gzip, br } = answers;
  return [
    '## Polls',
    '',
    `Requests a second of one feed of ${whole(identity.body.length)} bytes (gzip ${whole(gzip.body.length)}, br ${whole(br.body.length)}); in brackets how many times as fast Courant is. ${client}; median of ${rounds} rounds of ${length} s, the servers in turn. nginx: one worker, \`gzip_static\`; it has no brotli of its own.`,
    '',
    table(['case', 'connections', ...servers], rows),
  ].join('\n');
}

export function effortTable(effort, servers, median) {
  const rows = Object.entries(effort).map(([key, taken]) => [
    ...key.split(' '),
    ...servers.map((server) => (taken[server] === undefined ? '–' : `${round(median(taken[server]))} µs`)),
  ]);
  return [
    '## Processor time of a poll',
    '',
    'User and system time of the whole process, from the same runs: what is left of the differences when the machine is busy with something else.',
    '',
    table(['case', 'connections', ...servers], rows),
  ].join('\n');
}

export function libraryTable(found) {
  const rows = found.map((one) => [
    whole(one.count),
    seconds(one.cold),
    seconds(one.warm),
    `${seconds(one.loaded)} (${millis(one.warmStall)})`,
    `${millis(one.tick)} (${millis(one.tickStall)})`,
    `${millis(one.edit)} (${millis(one.firstEdit)}; ${millis(one.editStall)})`,
    millis(one.fresh),
    `${whole(one.idleMemory)} MB`,
    `${whole(one.memory)} MB (${whole(one.asked)} asked for)`,
    millis(one.coldStall),
    seconds(one.hugo),
  ]);
  const head = [
    'articles',
    'cold start',
    'warm start',
    'all read behind it (longest stall)',
    'tick, nothing changed (longest stall)',
    'edit to new bytes (the first after the start; longest stall)',
    'new article',
    'memory after start',
    'memory after every tag feed and archive page',
    'longest stall of a cold start',
    'Hugo, feeds alone',
  ];
  return [
    '## Library',
    '',
    'Starts are from the first line of the process to the first good poll; memory is resident, with the settings of glibc that the image and the unit have. Stalls: behind a warm start from its first poll on; at ticks, of which the median of three is told, for the time of the tick.',
    '',
    table(head, rows),
  ].join('\n');
}

export function loadedTable({ calm, busy, times, stall }) {
  const row = (name, { rate, p50, p99 }) => [name, whole(rate), millis(p50), millis(p99)];
  return [
    '## Polls while everything is made anew',
    '',
    `16 connections asking for 304 of one of the feeds of 1,000 articles; the settings changed and all was made anew ${times} times meanwhile, the longest stall of the event loop was ${millis(stall)}.`,
    '',
    table(
      ['', 'requests a second', 'p50', 'p99'],
      [row('nothing happens', calm), row('all made anew', busy)],
    ),
  ].join('\n');
}

export function dayTable({ readers, hours, result }) {
  const rows = Object.entries(result).map(
    ([name, { polls, unchanged, bytes, bytesOfBr, cpu, cpuInAll, failed }]) => [
      name,
      whole(polls),
      whole(unchanged),
      `${round(bytes / 1e6)} MB`,
      `${round(bytesOfBr / 1e6)} MB`,
      `${round(cpu)} s`,
      `${round(cpuInAll)} s`,
      whole(failed),
    ],
  );
  return [
    '## A day of polls',
    '',
    `${readers} readers, ${hours} hours in a row, two polls an hour each on a connection of its own, one article changed every hour: 65 % send validators (15 % of all with brotli), 25 % do not (10 % brotli alone), 10 % know no coding and no validators.`,
    '',
    table(
      [
        'server',
        'polls',
        '304',
        'bytes',
        'of readers that take brotli',
        'processor time of polls',
        'with the making of feeds',
        'failed',
      ],
      rows,
    ),
  ].join('\n');
}
