/**
 * A decoded path (`/tags/café`) as it stands in addresses and as topics are known: each part percent-encoded, so that
 * every way of writing one address ends in one string.
 */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/');
}

/** The other way; undefined for a path that is not well encoded or hides a slash or a NUL in a part. */
export function decodePath(path: string): string | undefined {
  try {
    const parts = path.split('/').map(decodeURIComponent);
    return parts.some((part) => part.includes('/') || part.includes('\0'))
      ? undefined
      : parts.join('/').normalize('NFC');
  } catch {
    return undefined;
  }
}
