import { canary, get, type Row, row } from './row.ts';

/** One request that two programs might read as two, or differently. What follows is never answered from within. */
const hidden = `GET /${canary} HTTP/1.1\r\nHost: a\r\n\r\n`;
const post = (...lines: string[]): string => ['POST /rss.xml HTTP/1.1', 'Host: a', ...lines].join('\r\n');
const poll = (...lines: string[]): string => ['GET /rss.xml HTTP/1.1', 'Host: a', ...lines].join('\r\n');
const smuggled: readonly Parameters<typeof row>[] = [
  [
    'length and chunks',
    poll('Content-Length: 5', 'Transfer-Encoding: chunked', '', `0\r\n\r\n${hidden}`),
    [400],
  ],
  [
    'chunks and length',
    poll('Transfer-Encoding: chunked', 'Content-Length: 5', '', `0\r\n\r\n${hidden}`),
    [400],
  ],
  [
    'length and chunks in POST',
    post('Content-Length: 5', 'Transfer-Encoding: chunked', '', `0\r\n\r\n${hidden}`),
    [400],
  ],
  [
    'chunked twice in one field',
    poll('Transfer-Encoding: chunked, chunked', '', `0\r\n\r\n${hidden}`),
    [400],
  ],
  [
    'chunked, then another coding',
    poll('Transfer-Encoding: chunked, identity', '', `0\r\n\r\n${hidden}`),
    [400],
  ],
  ['a coding that nobody knows', poll(`Transfer-Encoding: ${canary}`, '', `0\r\n\r\n${hidden}`), [400]],
  ['xchunked', poll('Transfer-Encoding: xchunked', '', `0\r\n\r\n${hidden}`), [400]],
  ['chunked in quotes', poll('Transfer-Encoding: "chunked"', '', `0\r\n\r\n${hidden}`), [400]],
  [
    'two codings in two fields',
    poll('Transfer-Encoding: chunked', 'Transfer-Encoding: identity', '', `0\r\n\r\n${hidden}`),
    [400],
  ],
  [
    'a space before the colon of Transfer-Encoding',
    poll('Transfer-Encoding : chunked', '', `0\r\n\r\n${hidden}`),
    [400],
  ],
  ['a folded Transfer-Encoding', poll('Transfer-Encoding:', ' chunked', '', `0\r\n\r\n${hidden}`), [400]],
  [
    'a vertical tab in Transfer-Encoding',
    poll('Transfer-Encoding: \x0bchunked', '', `0\r\n\r\n${hidden}`),
    [400],
  ],
  ['a NUL in Transfer-Encoding', poll('Transfer-Encoding: chunked\0', '', `0\r\n\r\n${hidden}`), [400]],
  [
    'Transfer-Encoding in HTTP/1.0',
    `GET /rss.xml HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n`,
    [400],
  ],
  ['two lengths', poll('Content-Length: 0', 'Content-Length: 5', '', hidden), [400]],
  ['two equal lengths', poll('Content-Length: 5', 'Content-Length: 5', '', `hello${hidden}`), [400]],
  ['a list of lengths', poll('Content-Length: 0, 0', '', hidden), [400]],
  ['a negative length', poll('Content-Length: -1', '', hidden), [400]],
  ['a length with a sign', poll('Content-Length: +5', '', `hello${hidden}`), [400]],
  ['a length in hexadecimal', poll('Content-Length: 0x5', '', `hello${hidden}`), [400]],
  ['a length of letters', poll(`Content-Length: ${canary}`, '', hidden), [400]],
  ['an empty length', poll('Content-Length:', '', hidden), [400]],
  ['a length with a space within', poll('Content-Length: 1 1', '', hidden), [400]],
  ['a length past all numbers', poll(`Content-Length: ${'9'.repeat(30)}`, '', hidden), [400]],
  ['a space before the colon of Content-Length', poll('Content-Length : 5', '', `hello${hidden}`), [400]],
  ['a folded Content-Length', poll('Content-Length:', ' 5', '', `hello${hidden}`), [400]],
  ['bare line feeds', `GET /rss.xml HTTP/1.1\nHost: a\n\n`, [400]],
  ['a bare line feed within the head', `GET /rss.xml HTTP/1.1\r\nHost: a\nX-${canary}: b\r\n\r\n`, [400]],
  ['bare carriage returns', 'GET /rss.xml HTTP/1.1\rHost: a\r\r', [400]],
  ['a chunk without a size', poll('Transfer-Encoding: chunked', '', `\r\n${hidden}`), [200]],
  ['a negative chunk', poll('Transfer-Encoding: chunked', '', `-1\r\n${hidden}`), [200]],
  ['a chunk in 0x', poll('Transfer-Encoding: chunked', '', `0x5\r\nhello\r\n0\r\n\r\n`), [200]],
  ['a chunk past all numbers', poll('Transfer-Encoding: chunked', '', `${'f'.repeat(17)}\r\nhello`), [200]],
  ['a chunk with a bare line feed', poll('Transfer-Encoding: chunked', '', `5\nhello\r\n0\r\n\r\n`), [200]],
  ['a chunk longer than it says', poll('Transfer-Encoding: chunked', '', `3\r\nhello\r\n0\r\n\r\n`), [200]],
  [
    'a chunk extension with a line feed',
    poll('Transfer-Encoding: chunked', '', `5;a\nb\r\nhello\r\n0\r\n\r\n`),
    [200],
  ],
  [
    'a chunk extension of 100 kB',
    poll('Transfer-Encoding: chunked', '', `5;${'a'.repeat(100_000)}\r\nhello\r\n0\r\n\r\n`),
    [200],
  ],
  [
    'a length as a trailer',
    poll('Transfer-Encoding: chunked', '', `0\r\nContent-Length: 5\r\n\r\n${hidden}`),
    [200],
  ],
  [
    'a trailer with a space before its colon',
    poll('Transfer-Encoding: chunked', '', `0\r\nX : ${canary}\r\n\r\n`),
    [200],
  ],
];

/** Well-formed, if unusual: each is one request, and what follows it is another. */
const unusual: readonly Parameters<typeof row>[] = [
  ['a GET with a body', poll('Content-Length: 5', '', `hello${get('/healthz')}`), [200, 200]],
  [
    'a GET with chunks',
    poll('Transfer-Encoding: chunked', '', `5\r\nhello\r\n0\r\n\r\n${get('/healthz')}`),
    [200, 200],
  ],
  [
    'chunked in capitals',
    poll('Transfer-Encoding: CHUNKED', '', `5\r\nhello\r\n0\r\n\r\n${get('/healthz')}`),
    [200, 200],
  ],
  [
    'a chunk with an extension',
    poll('Transfer-Encoding: chunked', '', `5;a="b"\r\nhello\r\n0\r\n\r\n${get('/healthz')}`),
    [200, 200],
  ],
  [
    'a trailer',
    poll('Transfer-Encoding: chunked', '', `0\r\nX-Sum: 5\r\n\r\n${get('/healthz')}`),
    [200, 200],
  ],
  ['a length with zeros before it', poll('Content-Length: 0005', '', `hello${get('/healthz')}`), [200, 200]],
  [
    'a request in the body of another',
    poll(`Content-Length: ${hidden.length}`, '', `${hidden}${get('/healthz')}`),
    [200, 200],
  ],
  ['a POST with a body', post('Content-Length: 5', '', `hello${get('/healthz')}`), [405, 200]],
  ['a HEAD before a GET', `HEAD /rss.xml HTTP/1.1\r\nHost: a\r\n\r\n${get('/healthz')}`, [200, 200]],
  [
    '40 in one write',
    `GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(40),
    Array.from({ length: 40 }, () => 200),
  ],
  ['40 misses in one write', hidden.repeat(40), Array.from({ length: 40 }, () => 404)],
  ['a good one before a bad one', `${poll('', '')}GET ${canary}\r\n\r\n`, [200]],
  ['a bad one before a good one', `${canary}\r\n\r\n${get('/healthz')}`, [400]],
  ['empty lines first', `\r\n\r\n${get('/healthz')}`, [200]],
  ['HTTP/1.0 without Host', 'GET /healthz HTTP/1.0\r\n\r\n', [200]],
  ['HTTP/1.1 without Host', 'GET /healthz HTTP/1.1\r\n\r\n', [400]],
  ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), [400]],
  ['SSH', 'SSH-2.0-OpenSSH_9.6\r\n', [400]],
  ['SOCKS', Buffer.from('050100', 'hex'), [400]],
  ['Redis', '*1\r\n$4\r\nPING\r\n', [400]],
  ['CONNECT', `CONNECT ${canary}:80 HTTP/1.1\r\nHost: ${canary}:80\r\n\r\n`, []],
  ['nothing but line ends', '\r\n'.repeat(200), []],
  ['a byte', 'G', []],
  ['half a head', poll('X: '), []],
  ['half a body', post('Content-Length: 500', '', 'hello'), [405]],
];

export const smuggling: readonly Row[] = [
  ...smuggled.map(([title, text, statuses]) => row(`smuggling by ${title}`, text, statuses)),
  ...unusual.map(([title, text, statuses]) => row(title, text, statuses)),
];
