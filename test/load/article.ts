/** One of the states of a file: its number stands in every line, so that no two of them can be mixed unseen. */
export function version(name: string, number: number, lines = 3): string {
  const body = Array.from({ length: lines }, (_, line) => `Line ${line} of ${name} v${number}.\n`);
  return `---\ntitle: ${name} v${number}\ndate: 2026-01-01\ntags: [busy]\n---\n${body.join('\n')}\nEnd of ${name} v${number}.\n`;
}

/** The number of the state that a served entry is; throws when it is none that was ever written, or not all of it. */
export function numberIn(name: string, title: string, html: string, lines?: number): number {
  const number = /v(\d+)$/.exec(title)?.[1];
  const told = [...html.matchAll(new RegExp(`${name} v(\\d+)\\.`, 'g'))].map(([, one]) => one);
  const isWhole = html.trimEnd().endsWith(`End of ${name} v${number}.</p>`);
  const isCounted = lines === undefined || told.length === lines + 1;
  if (number === undefined || !isWhole || !isCounted || told.some((one) => one !== number)) {
    throw new Error(`${name} is torn: "${title}" with ${told.length} lines, ending ${html.slice(-60)}`);
  }
  return Number(number);
}
