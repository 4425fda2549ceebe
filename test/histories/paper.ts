import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Instant } from '../../src/articles/instant.ts';
import { png } from '../storage/pictures.ts';
import { begin, type Process } from './process.ts';
import type { Deed, History, Step } from './step.ts';
import { word } from './wording.ts';

const start: Instant = Date.UTC(2026, 4, 4, 12);

/** A folder of articles with a process that serves it, and the time. */
export class Paper {
  readonly #root = mkdtempSync(join(tmpdir(), 'courant-history-'));
  readonly #folder = join(this.#root, 'articles');
  readonly #data = join(this.#root, 'data');
  readonly #clock = () => this.#now;
  readonly #seen = new Set(['/missing', '/archive/1/rss.xml', '/archive/9/rss.xml', '/old/feed', '/old/sea']);
  #now = start;
  #process: Process | undefined;
  /** Files that changed, of which the process was not told yet. */
  #pending = new Set<string>();
  #fresh = 0;
  #written = 0;

  async begin({ settings, stories }: History): Promise<void> {
    mkdirSync(join(this.#folder, 'desk'), { recursive: true });
    this.#settle(settings);
    for (const { file, story } of stories) this.#put(file, word(file, story, start));
    await this.#start();
  }

  async end(): Promise<void> {
    await this.#process?.stop();
    rmSync(this.#root, { recursive: true });
  }

  async take({ deed, told, held }: Step): Promise<void> {
    await this.#do(deed);
    if (told !== 'later') await this.#tell(told === 'which' ? this.#pending : undefined);
    // What time alone brings about is soon brought about by something else too.
    if (held || deed.kind === 'wait') await this.hold();
  }

  /** Everything that is served is what a process that knows nothing but the state makes of the same folder. */
  async hold(): Promise<void> {
    if (this.#pending.size > 0) await this.#tell(this.#pending);
    const process = this.#running();
    for (const topic of process.topics()) this.#seen.add(topic);
    const served = await process.serve(this.#seen);
    await process.state.flush();
    const data = join(this.#root, `fresh${this.#fresh++}`);
    mkdirSync(data);
    copyFileSync(join(this.#data, 'state.jsonl'), join(data, 'state.jsonl'));
    const fresh = await begin(this.#folder, data, this.#clock);
    try {
      await fresh.regenerate('start');
      expect(process.topics()).toEqual(fresh.topics());
      // In another order: who asked first for what decides nothing.
      const expected = await fresh.serve([...this.#seen].reverse());
      for (const [topic, answer] of served) {
        if (!isSame(answer, expected.get(topic)))
          expect([topic, answer]).toEqual([topic, expected.get(topic)]);
      }
      expect(remembered(process)).toEqual(remembered(fresh));
      expect(process.problems()).toEqual(fresh.problems());
    } finally {
      await fresh.stop();
    }
  }

  async #do(deed: Deed): Promise<void> {
    switch (deed.kind) {
      case 'write':
        return this.#put(deed.file, word(deed.file, deed.story, start));
      case 'spoil':
        return this.#put(deed.file, '---\ntitle: "never\n---\nText.\n');
      case 'draw':
        return deed.size === 0 ? this.#delete(deed.file) : this.#put(deed.file, png(deed.size, deed.size));
      case 'delete':
        return this.#delete(deed.file);
      case 'rename':
        if (this.#has(deed.file)) renameSync(this.#at(deed.file), this.#at(deed.to));
        return this.#note(deed.file, deed.to);
      case 'copy':
        if (this.#has(deed.file) && deed.file !== deed.to)
          copyFileSync(this.#at(deed.file), this.#at(deed.to));
        return this.#note(deed.to);
      case 'wait':
        return this.#wait(this.#now + deed.seconds * 1000);
      case 'settle':
        this.#settle(deed.settings);
        this.#pending.clear();
        return this.#running().reload();
      case 'restart':
        await this.#running().stop();
        return this.#start();
      case 'ask':
        // What changed unseen is no error: it is found, and told.
        await this.#running()
          .serve(this.#seen)
          .catch(() => undefined);
    }
  }

  async #start(): Promise<void> {
    this.#process = await begin(this.#folder, this.#data, this.#clock);
    this.#pending.clear();
    await this.#process.regenerate('start');
  }

  async #tell(changed: ReadonlySet<string> | undefined): Promise<void> {
    const told = changed && new Set(changed);
    this.#pending.clear();
    await this.#running().regenerate('change', told);
  }

  /** As the schedule does it: it wakes up when something is due, never else. */
  async #wait(until: Instant): Promise<void> {
    for (let times = 0; ; times++) {
      const due = this.#running().nextDue();
      if (due === undefined || due > until) break;
      expect([due > this.#now, times < 200]).toEqual([true, true]);
      this.#now = due;
      await this.#running().regenerate('embargo');
      await this.#running().regenerate('schedule');
      this.#pending.clear();
    }
    this.#now = until;
  }

  #running(): Process {
    if (this.#process === undefined) throw new Error('it has not begun');
    return this.#process;
  }

  #at(file: string): string {
    return join(this.#folder, file);
  }

  #has(file: string): boolean {
    return existsSync(this.#at(file));
  }

  #settle(settings: string): void {
    writeFileSync(join(this.#folder, 'courant.yaml'), settings);
  }

  /** Moved there when it is complete, so that no two states of a file have one stamp. */
  #put(file: string, content: string | Uint8Array): void {
    const draft = join(this.#root, `draft${this.#written++ % 2}`);
    writeFileSync(draft, content);
    renameSync(draft, this.#at(file));
    this.#note(file);
  }

  #delete(file: string): void {
    rmSync(this.#at(file), { force: true });
    this.#note(file);
  }

  #note(...changed: readonly string[]): void {
    for (const file of changed) this.#pending.add(file);
  }
}

function isSame(a: object | undefined, b: object | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** All of the state that decides what is to be served; in no order. */
function remembered({ state }: Process) {
  const sorted = (values: Iterable<unknown>) => [...values].map((value) => JSON.stringify(value)).sort();
  return {
    appearances: sorted(state.appearances().values()),
    withdrawals: sorted(state.withdrawals().values()),
    feeds: sorted(state.knownFeeds()),
    holdings: sorted(state.holdings()),
  };
}
