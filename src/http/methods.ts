import { notice } from './notice.ts';
import type { Reply } from './reply.ts';

const allowed = 'GET, HEAD, OPTIONS';

/** CORS preflight for readers that are web pages, for a day (Chromium keeps it two hours at the most). */
const preflight: Reply = {
  status: 204,
  headers: [
    ...['Allow', allowed, 'Access-Control-Allow-Origin', '*', 'Access-Control-Allow-Methods', allowed],
    ...['Access-Control-Allow-Headers', 'If-None-Match, If-Modified-Since, Cache-Control, Range'],
    ...['Access-Control-Max-Age', '86400'],
  ],
  body: undefined,
};

const refusal = notice(405, 'Method not allowed', 'Allow', allowed);

/** The answer where the method alone decides it, which is the same at every address; undefined for GET and HEAD. */
export function answerMethod(method: string | undefined): Reply | undefined {
  if (method === 'GET' || method === 'HEAD') return undefined;
  return method === 'OPTIONS' ? preflight : refusal;
}
