import { canary, type Row, requestOf, row, shown } from './row.ts';

/** Header fields with `GET /rss.xml`. */
const sets: readonly (readonly [title: string, fields: readonly string[], statuses: readonly number[]])[] = [
  ['Host twice', ['Host: paper.example', `Host: ${canary}`], [200]],
  ['Host of another', [`Host: ${canary}`], [200]],
  ['an empty Host', ['Host:'], [200]],
  ['Host with a path', [`Host: a/../${canary}`], [200]],
  ['Host with markup', [`Host: "><script>${canary}</script>`], [200]],
  ['Host with a port of letters', [`Host: a:${canary}`], [200]],
  ['Host with userinfo', [`Host: a@${canary}`], [200]],
  ['Host as an address in brackets', ['Host: [::1]:99999'], [200]],
  ['a Host of 10 kB', [`Host: ${canary.repeat(2000)}`], [200]],
  ['Host in Latin-1', ['Host: caf\xe9'], [200]],
  ['X-Forwarded-Host', [`X-Forwarded-Host: ${canary}`], [200]],
  ['X-Forwarded-Proto', [`X-Forwarded-Proto: ${canary}`], [200]],
  ['X-Forwarded-For', [`X-Forwarded-For: ${canary}, 127.0.0.1`], [200]],
  ['X-Forwarded-Prefix', [`X-Forwarded-Prefix: /${canary}`], [200]],
  ['X-Forwarded-Port', [`X-Forwarded-Port: ${canary}`], [200]],
  ['Forwarded', [`Forwarded: for=127.0.0.1;host=${canary};proto=https`], [200]],
  ['X-Original-URL', [`X-Original-URL: /${canary}`], [200]],
  ['X-Rewrite-URL', [`X-Rewrite-URL: /${canary}`], [200]],
  ['X-HTTP-Method-Override', ['X-HTTP-Method-Override: DELETE'], [200]],
  ['Cookie', [`Cookie: a=${canary}`], [200]],
  ['Authorization', [`Authorization: Basic ${canary}`], [200]],
  ['Origin', [`Origin: https://${canary}`], [200]],
  ['Referer', [`Referer: https://${canary}`], [200]],
  ['an empty User-Agent', ['User-Agent: '], [200]],
  ['a User-Agent with markup', [`User-Agent: <script>${canary}</script>`], [200]],
  ['a User-Agent of 12 kB', [`User-Agent: ${canary.repeat(2400)}`], [200]],
  ['a field of 20 kB', [`X: ${canary.repeat(4000)}`], [431]],
  ['fields of 40 kB', Array.from({ length: 1000 }, (_, n) => `X-${n}: ${canary.repeat(8)}`), [431]],
  ['3000 fields', Array.from({ length: 3000 }, () => 'a:b'), [200]],
  ['If-None-Match of everything', ['If-None-Match: *'], [304]],
  ['If-None-Match of nothing', ['If-None-Match:'], [200]],
  ['If-None-Match without quotes', [`If-None-Match: ${canary}`], [200]],
  ['If-None-Match that never closes', [`If-None-Match: "${canary}`], [200]],
  ['If-None-Match of quotes', [`If-None-Match: ${'"'.repeat(7000)}`], [200]],
  ['If-None-Match of commas', [`If-None-Match: ${','.repeat(14_000)}`], [200]],
  ['If-None-Match of 14 kB', [`If-None-Match: ${'"a", '.repeat(2800)}`], [200]],
  ['If-None-Match of spaces', [`If-None-Match: a${' '.repeat(14_000)}b`], [200]],
  ['If-None-Match 500 times', Array.from({ length: 500 }, () => 'If-None-Match: "a"'), [200]],
  ['If-None-Match of W/', [`If-None-Match: ${'W/'.repeat(6000)}`], [200]],
  ['If-Modified-Since of words', [`If-Modified-Since: ${canary}`], [200]],
  ['If-Modified-Since long ago', ['If-Modified-Since: Thu, 01 Jan 1970 00:00:00 GMT'], [200]],
  ['If-Modified-Since at year 0', ['If-Modified-Since: Sat, 01 Jan 0000 00:00:00 GMT'], [200]],
  ['If-Modified-Since to come', ['If-Modified-Since: Fri, 31 Dec 9999 23:59:59 GMT'], [200]],
  ['If-Modified-Since of 14 kB', [`If-Modified-Since: ${'9'.repeat(14_000)}`], [200]],
  ['If-Match', ['If-Match: "a"'], [200]],
  ['If-Unmodified-Since', ['If-Unmodified-Since: Thu, 01 Jan 1970 00:00:00 GMT'], [200]],
  ['If-Range', ['If-Range: "a"', 'Range: bytes=0-0'], [200]],
  ['Range', ['Range: bytes=0-0'], [200]],
  ['Range backwards', ['Range: bytes=9-1'], [200]],
  ['1000 Ranges', [`Range: bytes=${'0-,'.repeat(1000)}0-`], [200]],
  ['A-IM', ['A-IM: feed, gzip'], [200]],
  ['TE', ['TE: trailers, deflate;q=0.5'], [200]],
  ['Expect of something', [`Expect: ${canary}`], [417]],
  ['Expect 100-continue', ['Expect: 100-continue'], [100, 200]],
  ['Upgrade to WebSocket', ['Connection: Upgrade', 'Upgrade: websocket', 'Sec-WebSocket-Key: AAAA'], [200]],
  [
    'Upgrade to HTTP/2',
    ['Connection: Upgrade, HTTP2-Settings', 'Upgrade: h2c', 'HTTP2-Settings: AAAA'],
    [200],
  ],
  ['Sec-Fetch-Dest of something', [`Sec-Fetch-Dest: ${canary}`], [200]],
  ['Accept of nothing', ['Accept:'], [200]],
  ['Accept of 14 kB', [`Accept: ${'a/b,'.repeat(3500)}`], [200]],
  ['Accept-Language of 14 kB', [`Accept-Language: ${'xx,'.repeat(4600)}`], [200]],
  ['a field without a name', [`: ${canary}`], [400]],
  ['a field without a colon', [canary], [400]],
  ['a space before the colon', [`X-Smuggle : ${canary}`], [400]],
  ['a tab before the colon', [`X-Smuggle\t: ${canary}`], [400]],
  ['a space before the name', [`X: a`, ` ${canary}: b`], [400]],
  ['a folded line', ['X: a', `\tfolded ${canary}`], [400]],
  ['a name of brackets', [`(${canary}): a`], [400]],
  ['a name in Latin-1', [`caf\xe9: ${canary}`], [400]],
  ['a NUL in a name', [`X\0: ${canary}`], [400]],
  ['a NUL in a value', [`X: ${canary}\0`], [400]],
  ['a bare CR in a value', [`X: a\r${canary}: b`], [400]],
  ['a bell in a value', [`X: ${canary}\x07`], [400]],
  ['a DEL in a value', [`X: ${canary}\x7f`], [400]],
  ['a value in Latin-1', ['X: caf\xe9'], [200]],
  ['__proto__', [`__proto__: ${canary}`], [200]],
  ['constructor', [`constructor: ${canary}`], [200]],
];

/** RFC 9110 section 12.5.3, written well and badly. */
const encodings: readonly string[] = [
  ...`
    gzip | br | identity | * | *;q=0 | identity;q=0 | identity;q=0, *;q=0 | gzip;q=0 | br;q=0,gzip;q=0 |
    gzip;q=1.000 | gzip;q=1.001 | gzip;q=0.0001 | gzip;q=-1 | gzip;q= | gzip;q | gzip; | gzip;q=a |
    gzip;q=NaN | gzip;q=1e9 | gzip;q=Infinity | gzip;q=0x1 | gzip;q=.5 | gzip;q=1. | GZIP | x-gzip |
    x-compress | zstd | dcb | gzip, gzip;q=0 | gzip;q=0, gzip | ,,, | , gzip , | gzip;q=0.5;q=1 |
    gzip;x=y;q=1 | gzip br | "gzip" | __proto__ | constructor;q=1
  `
    .trim()
    .split(/\s*\|\s*/),
  '',
  'gzip\tbr',
  'br\xe9',
  canary,
  `${canary};q=1`,
  `${'gzip,'.repeat(2800)}gzip`,
  `gzip;q=0.${'1'.repeat(9000)}`,
  `gzip${' '.repeat(14_000)};q=0`,
  `${'*;q=0,'.repeat(2300)}br`,
];

const poll = 'GET /rss.xml HTTP/1.1';

export const fields: readonly Row[] = [
  ...sets.map(([title, extra, statuses]) => row(`with ${title}`, requestOf(poll, extra), statuses)),
  ...encodings.map((coding) =>
    row(`Accept-Encoding: ${shown(coding)}`, requestOf(poll, [`Accept-Encoding: ${coding}`]), [200]),
  ),
];
