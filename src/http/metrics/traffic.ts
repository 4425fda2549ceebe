import type { Server } from 'node:http';
import type { Socket } from 'node:net';

/** What a server sends: asked of the connections themselves, so that no answer has to be measured. */
export class Traffic {
  readonly #open = new Set<Socket>();
  #ended = 0;

  /** To be told of a server before it listens. */
  follow(server: Server): void {
    server.on('connection', (socket) => {
      this.#open.add(socket);
      socket.once('close', () => {
        this.#open.delete(socket);
        this.#ended += socket.bytesWritten;
      });
    });
  }

  /** Bytes on all connections so far, header sections and what was cut off included. */
  sent(): number {
    let bytes = this.#ended;
    for (const socket of this.#open) bytes += socket.bytesWritten;
    return bytes;
  }
}
