import { z } from 'zod';
import type { Verdict } from './verdict.ts';

/** Schemas of single settings. Each message is the rest of a sentence whose subject is the setting as it was written. */

/** Text that is not empty, with no space around it. */
export function text(example: string) {
  const wrong = `must be text, such as ${example}`;
  return z.string({ error: ({ input }) => needsQuotes(input) ?? wrong }).transform((written, context) => {
    const value = written.trim();
    if (value !== '') return value;
    context.addIssue({ code: 'custom', message: wrong });
    return z.NEVER;
  });
}

/** Text that one of the checks of this folder turns into a value. */
export function checked<T>(check: (written: string) => Verdict<T>, example: string) {
  return z
    .string({ error: ({ input }) => needsQuotes(input) ?? `must be text, such as ${example}` })
    .transform((written, context) => {
      const verdict = check(written);
      if ('value' in verdict) return verdict.value;
      context.addIssue({ code: 'custom', message: verdict.wrong });
      return z.NEVER;
    });
}

export function whole(from: number, to: number, example: number) {
  const wrong = `must be a whole number from ${from} to ${to}, such as ${example}`;
  return z.int({ error: wrong }).min(from, { error: wrong }).max(to, { error: wrong });
}

export function oneOf<const T extends readonly [string, ...string[]]>(words: T) {
  const others = words.slice(0, -1).join(', ');
  return z.enum(words, { error: `must be ${others} or ${words.at(-1)}` });
}

export function list<T extends z.ZodType>(item: T, example: string) {
  return z.array(item, { error: `must be a list, such as ${example}` });
}

export function group<T extends z.ZodRawShape>(shape: T, example: string) {
  return z.strictObject(shape, { error: `must have settings of its own, such as ${example}` });
}

function needsQuotes(input: unknown): string | undefined {
  if (typeof input !== 'number' && typeof input !== 'boolean') return undefined;
  return `must be text: put it in quotes, "${input}"`;
}
