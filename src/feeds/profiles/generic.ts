import type { Profile } from './profile.ts';

/** For every reader: nothing is added, changed or left out. What other profiles begin with. */
export const generic: Profile = {
  name: 'generic',
  partner: 'feed readers',
  namespaces: {},
  full: false,
  describe: (description) => description,
  channel: () => [],
  item: () => [],
  dated: ({ published }) => published,
  fit: (entry) => entry,
  body: (html) => html,
  reject: () => [],
};
