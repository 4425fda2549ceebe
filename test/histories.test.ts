import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { Paper } from './histories/paper.ts';
import { histories } from './histories/step.ts';

/** How many histories are made up, always the same ones; a number in the environment makes up more. */
const count = Number(process.env.HISTORIES ?? 24);

afterEach(() => {
  vi.restoreAllMocks();
});

test.each([
  ['just written, so that none is known by its stamp', 0],
  ['written long ago, so that each is known by its stamp', 10_000],
])(
  'whatever happened to files that were %s, what is served is what a fresh process serves',
  {
    timeout: 60_000 + count * 10_000,
  },
  async (_, later) => {
    const now = Date.now.bind(Date);
    vi.spyOn(Date, 'now').mockImplementation(() => now() + later);
    let held = 0;
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const paper = new Paper();
        try {
          await paper.begin(history);
          for (const step of history.steps) await paper.take(step);
          await paper.hold();
          held++;
        } finally {
          await paper.end();
        }
      }),
      // What fails is made shorter for minutes: with SHRINK=1.
      { numRuns: Math.ceil(count / 2), endOnFailure: process.env.SHRINK === undefined },
    );
    expect(held).toBeGreaterThanOrEqual(Math.ceil(count / 2));
  },
);
