import type { Instant } from '../articles/instant.ts';
import { rfc3339 } from '../articles/instant.ts';
import type { Status } from '../publishing/status.ts';
import { notice } from './notice.ts';
import type { Reply } from './reply.ts';

const alive = notice(200, 'ok');
const ready = notice(200, 'ready');
const starting = notice(503, 'starting: the first feeds are not up yet', 'Retry-After', '2');

/** The process answers: nothing more is needed for it not to be restarted. */
export function healthReply(): Reply {
  return alive;
}

/**
 * Whether requests may be sent here: from the first good feeds on, also while those served are the last good ones. Those
 * of the former run are good ones, and whoever asks for anything else meanwhile waits and gets it.
 */
export function readyReply({ state, remembered }: Status): Reply {
  return state === 'starting' && remembered === undefined ? starting : ready;
}

/** For whoever comes before the first good feeds; nothing is said of whether there will be something here. */
export function startingReply(): Reply {
  return starting;
}

/** `/status` as JSON: what Status says, with instants in RFC 3339. */
export function statusView(status: Status): object {
  const { started, remembered, newest, last, lastGood, next, ...rest } = status;
  return {
    ...rest,
    started: rfc3339(started),
    remembered: written(remembered),
    newest: newest && { ...newest, published: rfc3339(newest.published) },
    last: last && { ...last, at: rfc3339(last.at) },
    lastGood: written(lastGood),
    next: written(next),
  };
}

function written(instant: Instant | undefined): string | undefined {
  return instant === undefined ? undefined : rfc3339(instant);
}
