import type { Site } from '../articles/site.ts';
import type { FeedRules } from '../feeds/catalogue.ts';

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
  readonly feeds: FeedRules;
  /** Five fields, in the site's time zone. */
  readonly schedule: string;
  readonly watch: boolean;
  readonly logLevel: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent';
  /** Seconds. */
  readonly cache: {
    readonly maxAge: number;
    readonly staleWhileRevalidate: number;
    readonly staleIfError: number;
  };
}

/** Front matter that holds for every article below a folder which says nothing itself. The deepest folder wins. */
export interface FolderDefaults {
  /** Relative to the folder of articles; '' for all. */
  readonly folder: string;
  readonly values: Readonly<Record<string, unknown>>;
}
