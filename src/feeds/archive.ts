/**
 * How a feed is cut into archive pages (RFC 5005 section 4). Every article that ever came out in a feed has its slot, in
 * the order in which it came out; page N holds the slots from (N-1)*size on. Slots are only ever added at the end, so
 * that a full page keeps its bytes whatever comes after it.
 */

export interface Division {
  /** Pages whose articles the live feed no longer shows: 1 to this one. */
  readonly archived: number;
  /** Full pages; the live feed shows the newest of them too. */
  readonly full: number;
  /** Slots before the live feed begins. */
  readonly before: number;
}

/**
 * The live feed shows at least `size` slots and less than twice as many: those that are in no archived page. So reading
 * back along the links meets every article once, and a page is archived only when it is full.
 */
export function divide(slots: number, size: number): Division {
  const full = Math.floor(slots / size);
  const archived = Math.max(0, full - 1);
  return { archived, full, before: archived * size };
}

/** Path and page number of an archive's path (`/sections/world/archive/3`); undefined for any other path. */
export function parseArchivePath(path: string): { readonly feed: string; readonly page: number } | undefined {
  const match = /^(.*)\/archive\/([1-9]\d{0,6})$/.exec(path);
  return match?.[1] === undefined ? undefined : { feed: match[1], page: Number(match[2]) };
}

export function archivePath(feed: string, page: number): string {
  return `${feed}/archive/${page}`;
}
