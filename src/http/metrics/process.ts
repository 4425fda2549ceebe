import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { watchDelay } from './delay.ts';

/**
 * The process, under the names that dashboards for Node.js know. Collections of garbage are not timed: an observer of
 * them costs something at every one, and those that matter show as delays.
 * @returns what ends the watch over delays.
 */
export function addProcess(registry: Registry): () => void {
  const registers = [registry];
  const memory: readonly (readonly [name: string, help: string, part: keyof NodeJS.MemoryUsage])[] = [
    ['process_resident_memory_bytes', 'Memory that the process takes, in bytes.', 'rss'],
    ['nodejs_heap_size_total_bytes', 'The heap of JavaScript, in bytes.', 'heapTotal'],
    ['nodejs_heap_size_used_bytes', 'What is used of it, in bytes.', 'heapUsed'],
    [
      'nodejs_external_memory_bytes',
      'Memory outside the heap, such as feeds in every coding, in bytes.',
      'external',
    ],
  ];
  for (const [name, help, part] of memory) {
    new Gauge({
      name,
      help,
      registers,
      collect() {
        this.set(process.memoryUsage()[part]);
      },
    });
  }
  new Counter({
    name: 'process_cpu_seconds_total',
    help: 'Time of processors that the process took.',
    registers,
    collect() {
      const { user, system } = process.cpuUsage();
      this.reset();
      this.inc((user + system) / 1e6);
    },
  });
  return watchDelay(
    new Histogram({
      name: 'nodejs_eventloop_delay_seconds',
      help: 'By how much the event loop comes late, looked at 50 times a second.',
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
      registers,
    }),
  );
}
