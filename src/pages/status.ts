import type { Instant } from '../articles/instant.ts';
import type { Problem } from '../articles/problem.ts';
import type { Site } from '../articles/site.ts';
import type { Status } from '../publishing/status.ts';
import { linkTo, localAddress } from './address.ts';
import { noFeeds } from './directory.ts';
import { type Html, html } from './html.ts';
import { layOut } from './layout.ts';
import { time } from './text.ts';

const states: Readonly<Record<Status['state'], string>> = {
  starting: 'Starting: the first feeds are being made.',
  ready: 'All is well: feeds are up to date.',
  stale: 'The last regeneration failed: older feeds are being served.',
};

/** How things stand, for whoever runs the site. In English, as are the problems themselves. */
export function statusPage(status: Status, site: Site): string {
  const { state, version, started, remembered, articles, feeds, newest, last, lastGood } = status;
  const { schedule, timezone, next } = status;
  const at = (instant: Instant) => time(instant, 'en-GB', timezone, true);
  const rows: readonly (readonly [string, Html | undefined])[] = [
    ['Served meanwhile', remembered === undefined ? undefined : html`the feeds of ${at(remembered)}`],
    ['Articles', html`${articles}`],
    ['Feeds', html`<a href="${localAddress(site, '/feeds')}">${feeds}</a>`],
    [
      'Newest article',
      newest &&
        html`<a href="${linkTo(site, newest.permalink)}"><bdi>${newest.title}</bdi></a>, ${at(newest.published)}`,
    ],
    ['Last regeneration', last && html`${at(last.at)}, ${because[last.cause]}, in ${last.took} ms`],
    ['Failed because', last?.fault === undefined ? undefined : html`<strong>${last.fault}</strong>`],
    ['Last success', lastGood === undefined ? undefined : at(lastGood)],
    ['Next regeneration', next === undefined ? undefined : at(next)],
    ['Schedule', html`<code>${schedule}</code>, ${timezone}`],
    ['Running since', at(started)],
    ['Version', html`${version}`],
  ];
  return layOut({
    site,
    feeds: noFeeds,
    title: 'Status',
    main: html`<div class="status" lang="en" dir="ltr">
<h1>Status</h1>
<p class="state ${state}">${states[state]}</p>
<dl>
${rows.map(([name, value]) => (value === undefined ? undefined : html`<div><dt>${name}</dt> <dd>${value}</dd></div>\n`))}</dl>
${problems(status.problems)}
</div>`,
  });
}

const because: Readonly<Record<NonNullable<Status['last']>['cause'], string>> = {
  start: 'at start',
  schedule: 'by schedule',
  change: 'because a file changed',
  embargo: 'because an article came out or went',
  settings: 'because settings changed',
  outdated: 'because articles changed meanwhile',
};

function problems(all: readonly Problem[]): Html {
  if (all.length === 0) return html`<h2 id="problems">Problems</h2>\n<p>None.</p>`;
  const errors = all.filter(({ severity }) => severity === 'error');
  const warnings = all.filter(({ severity }) => severity === 'warning');
  return html`<h2 id="problems">Problems (${all.length})</h2>
${group('Left out', errors)}${group('Served, but to be looked at', warnings)}`;
}

function group(title: string, found: readonly Problem[]): Html | undefined {
  if (found.length === 0) return undefined;
  return html`<h3>${title} (${found.length})</h3>
<ul class="problems">
${found.map((problem) => html`<li><code>${place(problem)}</code> <span>${problem.reason}</span></li>\n`)}</ul>\n`;
}

function place({ file, line, column }: Problem): string {
  return [file, line, column].filter((part) => part !== undefined).join(':');
}
