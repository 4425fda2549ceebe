import type { Server as HttpServer } from 'node:http';
import { type AddressInfo, createServer, isIPv4, type Server } from 'node:net';

/**
 * Takes the port before anything else is made, so that a port in use is told at once, and port 0 is known before the
 * first address is written.
 * @throws an Error that says what is wrong and what to do.
 */
export async function takePort(port: number, host: string): Promise<Server> {
  const taken = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve, reject) => {
    taken.once('error', (error: NodeJS.ErrnoException) => reject(new Error(explain(error, port, host))));
    taken.listen({ port, host, backlog: 4096 }, resolve);
  });
  return taken;
}

/** Whether nobody but this machine itself can reach a host to listen on. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/^\[(.*)\]$/, '$1');
  return name === 'localhost' || name === '::1' || (isIPv4(name) && name.startsWith('127.'));
}

/** Hands the port over to a server that answers. */
export async function hand(taken: Server, server: HttpServer): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(taken, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** The port that was taken, and its address as it is written in a browser. */
export function whereabouts(taken: Server): { readonly port: number; readonly url: string } {
  const { port, address, family } = taken.address() as AddressInfo;
  return { port, url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}` };
}

function explain({ code, message }: NodeJS.ErrnoException, port: number, host: string): string {
  if (code === 'EADDRINUSE') {
    return `port ${port} on ${host} is in use: stop what listens there, or choose another one with --port (0 takes any free one)`;
  }
  if (code === 'EACCES')
    return `port ${port} needs rights that this user lacks: choose one above 1023 with --port`;
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND') {
    return `this machine has no address ${host}: give --host one of its own, 127.0.0.1 or 0.0.0.0 for all`;
  }
  return `cannot listen on ${host}:${port}: ${message}`;
}
