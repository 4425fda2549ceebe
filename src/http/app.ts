import type { ServerResponse } from 'node:http';
import express, { type Express, type RequestHandler, type Router } from 'express';
import { statusPage } from '../pages/status.ts';
import { basePath, pathOf } from './address.ts';
import type { Desk } from './desk.ts';
import { nothingHere, somethingBroke } from './faults.ts';
import { createServeShelf, type ServeShelf } from './feeds.ts';
import { createServeMedia, createServePicture } from './media.ts';
import { metricsType } from './metrics.ts';
import { jsonNotice, notice, pageNotice, uncached } from './notice.ts';
import { healthReply, readyReply, statusView } from './operations.ts';
import { reply, send } from './reply.ts';
import { robotsText } from './robots.ts';
import { createStylesheets } from './stylesheets.ts';

const noIcon = { status: 204, headers: ['Cache-Control', 'public, max-age=86400'], body: undefined };

/** All of Courant as an Express app, to be mounted in another one: what the shelf has, and the rest. */
export function createApp(desk: Desk): Express {
  const serveShelf = createServeShelf(desk);
  const app = bareApp();
  app.use(async (request, response, next) => {
    if (!(await serveShelf(request, response))) next();
  });
  return app.use(createRoutes(desk));
}

/** Only what has no topic, for a server that has looked on the shelf before. */
export function createRest(desk: Desk): Express {
  return bareApp().use(createRoutes(desk));
}

function bareApp(): Express {
  return express()
    .disable('x-powered-by')
    .disable('etag')
    .set('query parser', false)
    .set('env', 'production');
}

function createRoutes(desk: Desk): Router {
  const stylesheets = createStylesheets();
  const base = basePath(desk.site.url);
  const robots = notice(200, robotsText(desk.site.url));

  const serveStyles: RequestHandler = async (request, response, next) => {
    const sheet = (await stylesheets(desk.site.language)).get(request.path);
    if (sheet === undefined) next();
    else send(response, reply(sheet, request.headers, desk.cache, desk.clock()));
  };

  const serveStatus: RequestHandler = (request, response) => {
    const status = desk.status();
    const forPerson = request.accepts(['json', 'html']) === 'html';
    send(
      response,
      forPerson ? pageNotice(200, statusPage(status, desk.site)) : jsonNotice(statusView(status)),
    );
  };

  function count(this: ServerResponse): void {
    if (this.headersSent) desk.metrics.requests.countOther(this.statusCode);
  }

  const serveShelf = createServeShelf(desk);
  /** The shelf counts by itself. */
  const serveLate: ServeShelf = async (request, response) => {
    response.off('close', count);
    const isServed = await serveShelf(request, response);
    if (!isServed) response.once('close', count);
    return isServed;
  };

  return express
    .Router()
    .use((request, response, next) => {
      response.once('close', count);
      request.url = pathOf(request.url, base);
      next();
    })
    .get('/healthz', (_request, response) => send(response, healthReply()))
    .get('/readyz', (_request, response) => send(response, readyReply(desk.status())))
    .get('/status', serveStatus)
    .get('/metrics', async (_request, response) =>
      send(response, uncached(200, metricsType, await desk.metrics.write(desk.status(), desk.caches()))),
    )
    .get(['/style.css', '/feed.css'], serveStyles)
    .get('/media/:hash/*key', createServeMedia(desk))
    .get('/favicon.ico', (_request, response) => send(response, noIcon))
    .get('/robots.txt', (_request, response) => send(response, robots))
    .use(createServePicture(desk))
    .use(nothingHere(desk, serveLate), somethingBroke(desk));
}
