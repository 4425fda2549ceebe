import { Counter, type Registry } from 'prom-client';
import type { Requests } from './requests.ts';
import type { Traffic } from './traffic.ts';

/** Requests and what was sent, as they were counted until somebody asks. */
export function addAnswers(registry: Registry, requests: Requests, traffic: Traffic): void {
  const registers = [registry];
  new Counter({
    name: 'courant_polls_total',
    help: 'Answers to requests for feeds. The long tail is counted together: tag, author, archive.',
    labelNames: ['feed', 'format', 'status', 'coding'],
    registers,
    collect() {
      this.reset();
      for (const { feed, format, status, coding, answers } of requests.tallies()) {
        if (feed !== undefined) this.inc({ feed, format, status, coding }, answers);
      }
    },
  });
  new Counter({
    name: 'courant_polls_sent_bytes_total',
    help: 'Bodies of those answers, in bytes.',
    labelNames: ['feed', 'format', 'coding'],
    registers,
    collect() {
      this.reset();
      for (const { feed, format, coding, bytes } of requests.tallies()) {
        if (feed !== undefined && coding !== 'none') this.inc({ feed, format, coding }, bytes);
      }
    },
  });
  new Counter({
    name: 'courant_requests_total',
    help: 'Answers to all requests. What is no feed, page or list (OPML, sitemaps) is other, unknown addresses too.',
    labelNames: ['kind', 'status'],
    registers,
    collect() {
      this.reset();
      for (const { kind, status, answers } of requests.tallies()) this.inc({ kind, status }, answers);
    },
  });
  new Counter({
    name: 'courant_sent_bytes_total',
    help: 'All that was sent, header sections and media too, in bytes.',
    registers,
    collect() {
      this.reset();
      this.inc(traffic.sent());
    },
  });
}
