import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { path } from './polls.mjs';

/** Readers as they are: what share of polls they make, what they accept, and whether they keep validators. */
const kinds = [
  { share: 0.5, coding: 'gzip, deflate', keeps: true },
  { share: 0.15, coding: 'gzip, deflate, br', keeps: true },
  { share: 0.15, coding: 'gzip', keeps: false },
  { share: 0.1, coding: 'br', keeps: false },
  { share: 0.1, coding: undefined, keeps: false },
];

/**
 * A day of polls, made short: in each hour every reader polls twice, over a connection of its own, and one article is
 * changed. `change` brings the next state of the feed about at the server.
 */
export async function pollForADay({ port, pid, readers, hours, change }) {
  const all = kinds.flatMap(({ share, ...kind }) =>
    Array.from({ length: Math.round(share * readers) }, () => ({ ...kind, etag: undefined })),
  );
  const found = { polls: 0, unchanged: 0, bytes: 0, bytesOfBr: 0, failed: 0, cpu: 0 };
  const begun = cpuOf(pid);
  for (let hour = 0; hour < hours; hour += 1) {
    await change(hour);
    const before = cpuOf(pid);
    for (const round of [all, all]) await inTurn(round, 16, (reader) => poll(port, reader, found));
    found.cpu += cpuOf(pid) - before;
  }
  return { ...found, cpuInAll: cpuOf(pid) - begun };
}

async function inTurn(items, atOnce, work) {
  let next = 0;
  const walk = async () => {
    while (next < items.length) await work(items[next++]);
  };
  await Promise.all(Array.from({ length: atOnce }, walk));
}

function poll(port, reader, found) {
  return new Promise((resolve) => {
    const headers = { Host: `127.0.0.1:${port}`, Connection: 'close', 'User-Agent': 'bench' };
    if (reader.coding !== undefined) headers['Accept-Encoding'] = reader.coding;
    if (reader.keeps && reader.etag !== undefined) headers['If-None-Match'] = reader.etag;
    const agent = new Agent({ keepAlive: false });
    let socket;
    agent.createConnection = () => {
      socket = connect(port, '127.0.0.1');
      return socket;
    };
    const asked = request({ path, headers, agent }, (response) => {
      if (reader.keeps) reader.etag = response.headers.etag;
      if (response.statusCode === 304) found.unchanged += 1;
      else if (response.statusCode !== 200) found.failed += 1;
      response.resume().on('close', () => {
        found.polls += 1;
        found.bytes += socket.bytesRead;
        if (reader.coding?.includes('br')) found.bytesOfBr += socket.bytesRead;
        resolve();
      });
    });
    asked.on('error', () => {
      found.failed += 1;
      resolve();
    });
    asked.end();
  });
}

/** Seconds of processor time of a process and its children that run, from /proc (proc(5): fields 14 and 15, in ticks). */
export function cpuOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    const own = (Number(fields[11]) + Number(fields[12])) / 100;
    return children === '' ? own : children.split(' ').reduce((sum, child) => sum + cpuOf(child), own);
  } catch {
    return Number.NaN;
  }
}
