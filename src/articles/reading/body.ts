import type { Resolve } from './address.ts';
import { cleanHtml } from './html.ts';
import { markdownToHtml } from './markdown.ts';
import type { Body } from './reading.ts';
import { wireToHtml } from './wire.ts';

/** A body as HTML fit to be shown anywhere, whatever it was written in: see `cleanHtml`. */
export function bodyHtml(body: Body, resolve: Resolve): string {
  return cleanHtml(rendered(body), resolve);
}

function rendered({ format, text }: Body): string {
  switch (format) {
    case 'html':
      return text;
    case 'markdown':
      return markdownToHtml(text);
    case 'wire':
      return wireToHtml(text);
  }
}
