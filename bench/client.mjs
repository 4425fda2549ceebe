import { Agent, request } from 'node:http';

/** A client for where wrk is not installed, in a process of its own: `node client.mjs JSON`, prints JSON. */
const { port, path, method, headers, connections, seconds } = JSON.parse(process.argv[2] ?? '{}');
const agent = new Agent({ keepAlive: true, maxSockets: connections });
const times = [];
let failed = 0;
const until = performance.now() + seconds * 1000;

function poll() {
  return new Promise((resolve) => {
    const began = performance.now();
    const asked = request({ host: '127.0.0.1', port, path, method, headers, agent }, (response) => {
      response.resume().on('end', () => {
        times.push(performance.now() - began);
        if (response.statusCode >= 400) failed += 1;
        resolve();
      });
    });
    asked.on('error', () => {
      failed += 1;
      resolve();
    });
    asked.end();
  });
}

async function keepPolling() {
  while (performance.now() < until) await poll();
}

await Promise.all(Array.from({ length: connections }, keepPolling));
agent.destroy();
times.sort((a, b) => a - b);
const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))];
console.log(JSON.stringify({ rate: times.length / seconds, p50: at(0.5), p99: at(0.99), failed }));
