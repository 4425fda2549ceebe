import type { Histogram } from 'prom-client';

/** Milliseconds between two looks. */
const period = 20;

/**
 * By how much timers come late, which is for how long a request may have to wait until it is looked at. Into a histogram
 * and not by a monitor of Node, which has to be emptied at every scrape, whoever else may scrape too.
 * @param delays - seconds. @returns what ends it.
 */
export function watchDelay(delays: Histogram): () => void {
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    delays.observe(Math.max(0, now - before - period) / 1000);
    before = now;
  }, period);
  timer.unref();
  return () => clearInterval(timer);
}
