import pino from 'pino';
import type { Settings } from './settings/settings.ts';

export type Log = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>;

const colours: Readonly<Record<string, string>> = {
  warn: '\u001b[33m',
  error: '\u001b[31m',
  fatal: '\u001b[31m',
};

/** A JSON line as a person reads it: time, message, and what goes with it. */
function pretty(line: string): string {
  const { level, time, msg, pid, hostname, ...rest } = JSON.parse(line) as Record<string, unknown>;
  void pid;
  void hostname;
  const details = Object.entries(rest).map(([name, value]) => `${name}=${JSON.stringify(value)}`);
  const colour = colours[String(level)] ?? '';
  return `${String(time).slice(11, 19)} ${colour}${String(msg)}${colour ? '\u001b[0m' : ''} ${details.join(' ')}`.trimEnd();
}

/** JSON lines on standard error; on a terminal, lines for people. */
export function createLog(
  level: Settings['logLevel'],
  terminal: boolean = process.stderr.isTTY === true,
): Log {
  const options: pino.LoggerOptions = {
    level,
    base: {},
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
  };
  if (!terminal) return pino(options, pino.destination({ fd: 2, sync: true }));
  return pino(options, { write: (line: string) => void process.stderr.write(`${pretty(line)}\n`) });
}
