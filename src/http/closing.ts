import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** Milliseconds between looks at which connections have become idle. */
const look = 50;

const connections = new WeakMap<Server, Set<Socket>>();

/** Keeps an account of a server's connections, for `close`. */
export function followConnections(server: Server): void {
  const open = new Set<Socket>();
  connections.set(server, open);
  server.on('connection', (socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
}

/**
 * Takes no new connections, ends the idle ones, and lets running requests have their answers; what is still running
 * after `deadline` milliseconds is cut off. Fulfilled when nothing is open any more, also for a server that never listened.
 */
export async function close(server: Server, deadline = 10_000): Promise<void> {
  const open = connections.get(server) ?? new Set();
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const endIdle = (): void => {
    server.closeIdleConnections();
    // Browsers open connections ahead of use, which Node does not count as idle.
    for (const socket of open) if (socket.bytesRead === 0) socket.destroy();
  };
  endIdle();
  const looking = setInterval(endIdle, look);
  const cut = setTimeout(() => {
    for (const socket of open) socket.destroy();
  }, deadline);
  await closed;
  clearInterval(looking);
  clearTimeout(cut);
}
