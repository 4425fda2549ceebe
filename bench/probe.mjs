import { monitorEventLoopDelay } from 'node:perf_hooks';

/**
 * Loaded into a Courant under test: tells over IPC how long its event loop was held up, since it was asked last. Watching
 * takes a twentieth of a processor; where polls are counted it begins only when it is first asked for.
 */
const delay = monitorEventLoopDelay({ resolution: 1 });
if (process.env.COURANT_BENCH_WATCH !== 'later') delay.enable();
process.on('message', (question) => {
  if (question !== 'how are you') return;
  const { user, system } = process.cpuUsage();
  process.send?.({
    stall: delay.max / 1e6,
    p99: delay.percentile(99) / 1e6,
    memory: process.memoryUsage.rss() / 1e6,
    heap: process.memoryUsage().heapUsed / 1e6,
    cpu: (user + system) / 1e6,
  });
  delay.reset();
  delay.enable();
});
process.channel?.unref();
