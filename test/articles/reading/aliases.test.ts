import { expect, test } from 'vitest';
import { read } from '../../../src/articles/reading/read.ts';

test.each([
  ['aliases of Hugo', 'aliases:\n  - /old/one/\n  - ../two', ['/old/one/', '../two']],
  ['aliases of Hugo in TOML style', 'Aliases: ["/old/one"]', ['/old/one']],
  ['one redirect of Jekyll', 'redirect_from: /old/one.html', ['/old/one.html']],
  ['redirects of Jekyll', 'redirect_from: [/a, /b]', ['/a', '/b']],
  ['none, where they are switched off', 'aliases: false', undefined],
  ['none, where they are no list', 'aliases: {a: b}', undefined],
])('where an article stood before is read from %s', (_title, line, aliases) => {
  const text = `---\ntitle: A\ndate: 2024-05-04\n${line}\n---\nBody\n`;
  const { fields, problems } = read({ key: 'a.md', text }, { timezone: 'UTC', defaults: {} });
  expect({ aliases: fields.aliases, problems }).toEqual({ aliases, problems: [] });
});
