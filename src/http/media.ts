import type { NextFunction, Request, Response } from 'express';
import type { Media } from '../articles/source.ts';
import { decodePath } from '../feeds/address.ts';
import { isUnchanged } from './conditional.ts';
import type { Desk } from './desk.ts';
import { atMost, patience } from './faults.ts';
import { send } from './reply.ts';

/** A year. */
export const forEver = 'public, max-age=31536000, immutable';

/**
 * Stored files that articles show: `/media/HASH/KEY`. The address changes with the content, so it is kept for a year by
 * everyone; parts of it may be asked for (RFC 9110 section 14), which players of recordings do.
 */
export function createServeMedia(desk: Desk) {
  /** Before the articles are read, nobody knows what they show: pages of the former run wait for their pictures. */
  const find = async (hash: string, key: string): Promise<Media | undefined> => {
    const media = await desk.media(hash, key);
    const loading = media === undefined ? desk.loading?.() : undefined;
    if (loading === undefined) return media;
    await atMost(patience, loading);
    return desk.media(hash, key);
  };

  return async function serveMedia(request: Request, response: Response, next: NextFunction): Promise<void> {
    const { hash, key } = request.params;
    if (typeof hash !== 'string' || key === undefined) return next();
    const media = await find(hash, [key].flat().join('/'));
    if (media === undefined) return next();
    const etag = `"${hash}"`;
    if (isUnchanged(request.headers, { etag }, desk.clock())) {
      // Express would send the file again to whoever adds `no-cache`, as scripts in browsers do.
      return send(response, {
        status: 304,
        headers: ['ETag', etag, 'Cache-Control', forEver],
        body: undefined,
      });
    }
    response.set({
      'Content-Type': media.type,
      'Cache-Control': forEver,
      ETag: etag,
      'X-Content-Type-Options': 'nosniff',
      'Access-Control-Allow-Origin': '*',
      ...protection(media),
    });
    response.sendFile(
      media.path,
      // The desk has decided on this very path: folders above it, hidden or not, are none of the asker's making.
      { dotfiles: 'allow', cacheControl: false, lastModified: false },
      (error: Error | undefined) => {
        if (error === undefined || response.headersSent) return;
        next(error);
      },
    );
  };
}

/** Icon and logo of the site: at addresses that stay when the picture changes, so kept for a day. */
export function createServePicture(desk: Desk) {
  return async function servePicture(
    request: Request,
    response: Response,
    next: NextFunction,
  ): Promise<void> {
    const path = decodePath(request.path);
    const media = path === undefined ? undefined : await desk.sitePicture(path);
    if (media === undefined) return next();
    response.set({ 'Content-Type': media.type, 'X-Content-Type-Options': 'nosniff', ...protection(media) });
    response.sendFile(media.path, { dotfiles: 'allow', maxAge: '1 day' }, (error: Error | undefined) => {
      if (error !== undefined && !response.headersSent) next(error);
    });
  };
}

/**
 * A picture in SVG is a document that may hold scripts, and so may others; opened by themselves they run none of it.
 * Recordings and PDF cannot script the site, and browsers would not play or show them in a sandbox.
 */
function protection({ type }: Media): Record<string, string> {
  if (/^(?:audio|video)\/|^application\/pdf\b/i.test(type)) return {};
  return { 'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox" };
}
