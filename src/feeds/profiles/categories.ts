/** Categories of Apple Podcasts and what each holds ("Apple Podcasts categories", podcasters.apple.com). */
export const categories: ReadonlyMap<string, readonly string[]> = new Map([
  ['Arts', ['Books', 'Design', 'Fashion & Beauty', 'Food', 'Performing Arts', 'Visual Arts']],
  ['Business', ['Careers', 'Entrepreneurship', 'Investing', 'Management', 'Marketing', 'Non-Profit']],
  ['Comedy', ['Comedy Interviews', 'Improv', 'Stand-Up']],
  ['Education', ['Courses', 'How To', 'Language Learning', 'Self-Improvement']],
  ['Fiction', ['Comedy Fiction', 'Drama', 'Science Fiction']],
  ['Government', []],
  ['History', []],
  [
    'Health & Fitness',
    ['Alternative Health', 'Fitness', 'Medicine', 'Mental Health', 'Nutrition', 'Sexuality'],
  ],
  ['Kids & Family', ['Education for Kids', 'Parenting', 'Pets & Animals', 'Stories for Kids']],
  [
    'Leisure',
    [
      ...['Animation & Manga', 'Automotive', 'Aviation', 'Crafts'],
      ...['Games', 'Hobbies', 'Home & Garden', 'Video Games'],
    ],
  ],
  ['Music', ['Music Commentary', 'Music History', 'Music Interviews']],
  [
    'News',
    [
      ...['Business News', 'Daily News', 'Entertainment News', 'News Commentary'],
      ...['Politics', 'Sports News', 'Tech News'],
    ],
  ],
  [
    'Religion & Spirituality',
    ['Buddhism', 'Christianity', 'Hinduism', 'Islam', 'Judaism', 'Religion', 'Spirituality'],
  ],
  [
    'Science',
    [
      ...['Astronomy', 'Chemistry', 'Earth Sciences', 'Life Sciences', 'Mathematics'],
      ...['Natural Sciences', 'Nature', 'Physics', 'Social Sciences'],
    ],
  ],
  [
    'Society & Culture',
    ['Documentary', 'Personal Journals', 'Philosophy', 'Places & Travel', 'Relationships'],
  ],
  [
    'Sports',
    [
      ...['Baseball', 'Basketball', 'Cricket', 'Fantasy Sports', 'Football', 'Golf', 'Hockey', 'Rugby'],
      ...['Running', 'Soccer', 'Swimming', 'Tennis', 'Volleyball', 'Wilderness', 'Wrestling'],
    ],
  ],
  ['Technology', []],
  ['True Crime', []],
  ['TV & Film', ['After Shows', 'Film History', 'Film Interviews', 'Film Reviews', 'TV Reviews']],
]);

/** A category, and what it is within that. */
export interface Category {
  readonly name: string;
  readonly within?: string;
}

/** `News` or `News > Politics`, in any case; undefined for what Apple Podcasts does not know. */
export function findCategory(written: string): Category | undefined {
  const [first = '', second, ...rest] = written.split('>').map((part) => part.trim().toLowerCase());
  const found = [...categories].find(([name]) => name.toLowerCase() === first);
  if (found === undefined || rest.length > 0) return undefined;
  const [name, subcategories] = found;
  if (second === undefined) return { name };
  const within = subcategories.find((sub) => sub.toLowerCase() === second);
  return within === undefined ? undefined : { name, within };
}
