import { openSource } from '../newsroom.ts';
import type { Settings } from '../settings/settings.ts';
import type { Folder } from '../storage/folder.ts';
import { openState } from '../storage/state.ts';
import type { Surroundings } from './command.ts';

/** The articles of the settings with the ids that they are known by; leaves no trace, also beside a running service. */
export async function openLibrary(settings: Settings, { clock, complain }: Surroundings): Promise<Folder> {
  const { site, data } = settings;
  const state = await openState(data, { site: site.url, readOnly: true, onTrouble: complain });
  return openSource(settings, site, state, clock);
}
