import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded into a Courant under test: tells over IPC how long its event loop was held up, since it was asked last. */
const delay = monitorEventLoopDelay({ resolution: 1 });
delay.enable();
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
});
process.channel?.unref();
