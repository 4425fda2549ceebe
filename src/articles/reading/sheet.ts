import type { Problem } from '../problem.ts';
import type { Spot } from './datum.ts';
import type { Body, Fields, Origins, Reading } from './reading.ts';

/** The fields of one article while they are being collected. */
export class Sheet {
  readonly fields: Fields = {};
  readonly origins: Origins = {};
  readonly problems: Problem[] = [];
  readonly file: string;
  /** What it says of itself cannot be read, and may be that it is a draft. */
  mayBeHidden = false;
  /** Fields that were given but could not be read, and whose absence tells nothing. */
  readonly failed = new Set<keyof Fields>();

  constructor(file: string) {
    this.file = file;
  }

  /** Sets a field that has no value yet; the first to tell is believed. */
  put<Name extends keyof Fields>(name: Name, value: Fields[Name] | undefined, origin: string): void {
    if (value === undefined || this.fields[name] !== undefined) return;
    this.fields[name] = value;
    this.origins[name] = origin;
  }

  /** There can be no article of this. */
  error(spot: Spot | undefined, reason: string): void {
    this.problems.push({ file: this.file, ...spot, reason, severity: 'error' });
  }

  warn(spot: Spot | undefined, reason: string): void {
    this.problems.push({ file: this.file, ...spot, reason, severity: 'warning' });
  }

  /** Takes over what another sheet knows and this one does not. */
  fillFrom(other: Sheet): void {
    for (const name of Object.keys(other.fields) as (keyof Fields)[]) {
      this.put(name, other.fields[name], other.origins[name] ?? '');
    }
    this.problems.push(...other.problems);
  }

  reading(body: Body): Reading {
    const { fields, origins } = this;
    const unpublished = this.#isHidden();
    const problems = unpublished
      ? this.problems.map((problem) => ({ ...problem, unpublished }))
      : this.problems;
    return { fields, origins, body, problems };
  }

  /** See Problem.unpublished. Of an article that can be made of this, its embargo tells by itself. */
  #isHidden(): boolean {
    const { status, embargo } = this.fields;
    if ((status ?? 'published') !== 'published' || /(?:^|\/)_drafts\//.test(this.file)) return true;
    if (!this.problems.some(({ severity }) => severity === 'error')) return false;
    return (
      this.mayBeHidden || embargo !== undefined || this.failed.has('embargo') || this.failed.has('status')
    );
  }
}
