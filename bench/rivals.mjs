import { createServer } from 'node:http';
import express from 'express';

/**
 * What a program of few lines would do with the same bytes: run as `node rivals.mjs node|express PORT`, with the answers
 * of Courant, captured, over IPC.
 */
const [, , kind, port] = process.argv;

process.once('message', ({ path, answers }) => {
  for (const answer of Object.values(answers)) answer.body = Buffer.from(answer.body, 'base64');
  const { identity, gzip, br, unchanged, etag } = { ...answers, etag: answers.identity.headers.ETag };
  const choose = (accepted = '') =>
    accepted.includes('br') ? br : accepted.includes('gzip') ? gzip : identity;
  const server = kind === 'express' ? createServer(withExpress()) : createServer(plain);
  server.listen(Number(port), '127.0.0.1', () => process.send('ready'));

  function plain(request, response) {
    if (request.url !== path) return response.writeHead(404).end();
    const isHeld = request.headers['if-none-match'] === etag;
    const { headers, body } = isHeld ? unchanged : choose(request.headers['accept-encoding']);
    response.writeHead(isHeld ? 304 : 200, headers).end(isHeld ? undefined : body);
  }

  /** As its manual has it: headers by `set`, the rest (304, HEAD, length) by `send`. */
  function withExpress() {
    const app = express();
    app.get(path, (request, response) => {
      const { headers, body } = choose(request.headers['accept-encoding']);
      response.set(headers).send(body);
    });
    return app;
  }
});
