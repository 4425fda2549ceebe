import type { Site } from '../articles/site.ts';
import type { Selection } from '../feeds/selection.ts';

/** Everything that can be set, checked and complete. */
export interface Settings {
  readonly site: Site;
  /** Absolute path of the folder of articles. */
  readonly folder: string;
  /** Absolute path of what must outlive a restart. */
  readonly data: string;
  readonly listen: { readonly port: number; readonly host: string };
  readonly articles: {
    /** `/articles/{slug}`, or absolute for a site elsewhere. Placeholders: {slug} {section} {year} {month} {day} {key}. */
    readonly permalink: string;
    readonly defaults: readonly FolderDefaults[];
  };
  readonly feeds: {
    readonly limit: number;
    readonly content: 'full' | 'summary';
    /** Minutes. */
    readonly ttl: number;
    /** Which terms get feeds: all, none, or those named. */
    readonly sections: boolean | readonly string[];
    readonly tags: boolean | readonly string[];
    readonly authors: boolean | readonly string[];
    readonly made: readonly MadeFeed[];
  };
  /** Five fields, in the site's time zone. */
  readonly schedule: string;
  readonly watch: boolean;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Seconds. */
  readonly cache: { readonly maxAge: number; readonly staleWhileRevalidate: number; readonly staleIfError: number };
}

/** Front matter that holds for every article below a folder which says nothing itself. The deepest folder wins. */
export interface FolderDefaults {
  /** Relative to the folder of articles; '' for all. */
  readonly folder: string;
  readonly values: Readonly<Record<string, unknown>>;
}

/** A feed made by hand, at `/feeds/NAME/`. */
export interface MadeFeed {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly selection: Selection;
  readonly limit?: number;
  readonly content?: 'full' | 'summary';
}
