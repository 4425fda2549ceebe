import { readFileSync } from 'node:fs';
import type { Server } from 'node:http';

/** Each holds some 9 kB; so many are 180 MB. */
const most = 20_000;

/** Descriptors that connections leave to everything else: articles that are read, the state, threads. */
const reserve = 128;

/**
 * Connections that may be open at once. With a descriptor for each of them, none would be left to read what is new, and
 * everything would stand still for as long as somebody holds them.
 * @param limits - what Linux tells of the process in `/proc/self/limits`; undefined where the system does not tell
 */
export function roomFor(limits: string | undefined): number {
  const files = Number(/^Max open files +(\d+)/m.exec(limits ?? '')?.[1] ?? Number.POSITIVE_INFINITY);
  // Of few descriptors half go to either.
  return Math.min(most, Math.max(files - reserve, Math.floor(files / 2)));
}

/** Keeps connections within bounds: whoever comes when it is full is turned away, and those that wait for nothing go. */
export function limitConnections(server: Server, room: number = roomFor(ownLimits())): void {
  server.maxConnections = room;
  // RFC 9112 section 9.5: a connection kept for later may be closed at any time.
  server.on('drop', () => server.closeIdleConnections());
}

function ownLimits(): string | undefined {
  try {
    return readFileSync('/proc/self/limits', 'utf8');
  } catch {
    return undefined;
  }
}
