import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { systemCode } from './trouble.ts';

/** A process that holds a lock, so that others can find out whether it lives. */
export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process began, in the words of the system; '' where it does not tell. */
  readonly began: string;
}

export function self(): Holder {
  return { pid: process.pid, host: hostname(), began: lookUp(process.pid).began };
}

/** Undefined for text that names no holder. */
export function parseHolder(text: string): Holder | undefined {
  try {
    const { pid, host, began } = JSON.parse(text) as Record<string, unknown>;
    if (typeof pid !== 'number' || typeof host !== 'string' || typeof began !== 'string') return undefined;
    return { pid, host, began };
  } catch {
    return undefined;
  }
}

/** Undefined where that cannot be seen from here: on another machine, in another container. */
export function isAlive({ pid, host, began }: Holder): boolean | undefined {
  if (host !== hostname()) return undefined;
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (systemCode(error) === 'ESRCH') return false;
  }
  const now = lookUp(pid);
  if (now.isDead) return false;
  return now.began === '' || began === '' || now.began === began;
}

/**
 * Linux: boot, and clock ticks from then to the start of the process: what tells it from another that got its pid later.
 * Dead, though it still has a pid: a crashed process whose parent did not take note (proc(5), stat: field 3 is Z or X,
 * field 22 the ticks; counted after the name, which may hold spaces).
 */
function lookUp(pid: number): { readonly began: string; readonly isDead: boolean } {
  try {
    const boot = readBoot();
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\)\s/s, '')
      .split(' ');
    return { began: `${boot} ${fields[19]}`, isDead: ['Z', 'X'].includes(fields[0] ?? '') };
  } catch {
    return { began: '', isDead: false };
  }
}

/** Names the time since the machine was started; '' where the system does not tell. */
export function bootOf(): string {
  try {
    return readBoot();
  } catch {
    return '';
  }
}

function readBoot(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
