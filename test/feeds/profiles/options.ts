import type { ProfileName, ProfileOptions } from '../../../src/feeds/profiles/profile.ts';

/** Options of each profile as settings make them. The same object each time, as in a running service. */
export function optionsOf(name: ProfileName): ProfileOptions {
  const known = made.get(name) ?? make(name);
  made.set(name, known);
  return known;
}

const made = new Map<ProfileName, ProfileOptions>();

function make(name: ProfileName): ProfileOptions {
  if (name === 'smartnews') {
    return {
      name,
      logo: '/logo.png',
      darkLogo: 'https://cdn.example/dark.png',
      analytics: '<script>count("a ]]> b")</script>',
    };
  }
  if (name !== 'podcast') return { name };
  return {
    name,
    categories: [{ name: 'Society & Culture', within: 'Documentary' }, { name: 'News' }],
    explicit: false,
    image: '/cover.jpg',
    owner: { name: 'Ana Gomes', email: 'podcast@paper.example' },
    type: 'episodic',
    locked: true,
  };
}
