import type { Problem } from '../problem.ts';
import type { Spot } from './datum.ts';
import type { Fields, Origins } from './reading.ts';

/** The fields of one article while they are being collected. */
export class Sheet {
  readonly fields: Fields = {};
  readonly origins: Origins = {};
  readonly problems: Problem[] = [];
  readonly file: string;
  /** Fields that were given but could not be read, so that nobody calls them missing. */
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
}
