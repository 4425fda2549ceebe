import { type FSWatcher, watch } from 'node:fs';

/** Tells of changes below a folder, whatever they are, until it is closed. */
export interface Watch {
  close(): void;
}

/** Milliseconds of quiet after which a burst of changes is told; also while it goes on, after ten times that. */
const quiet = 15;

/**
 * Watches a folder with everything below it. A watch that breaks (the folder was removed, too many watches) is told to
 * `onTrouble` and begun again; until then the schedule alone finds changes.
 */
export function watchFolder(
  folder: string,
  onChange: () => void,
  onTrouble: (reason: string) => void,
): Watch {
  let watcher: FSWatcher | undefined;
  let retry: NodeJS.Timeout | undefined;
  let timer: NodeJS.Timeout | undefined;
  let first = 0;
  let closed = false;
  open();
  return {
    close: () => {
      closed = true;
      clearTimeout(timer);
      clearTimeout(retry);
      watcher?.close();
    },
  };

  function open(): void {
    if (closed) return;
    try {
      watcher = watch(folder, { recursive: true, persistent: false }, changed);
      watcher.on('error', broken);
    } catch (error) {
      broken(error);
    }
  }

  function broken(error: unknown): void {
    watcher?.close();
    onTrouble(error instanceof Error ? error.message : String(error));
    retry = setTimeout(open, 10_000);
    retry.unref();
  }

  function changed(): void {
    if (closed) return;
    const now = performance.now();
    if (timer === undefined) first = now;
    else clearTimeout(timer);
    timer = setTimeout(tell, now - first > quiet * 10 ? 0 : quiet);
    timer.unref();
  }

  function tell(): void {
    timer = undefined;
    onChange();
  }
}
