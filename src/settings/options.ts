/** A setting that can be told on the command line and in the environment. */
export interface SettingOption {
  /** Without the dashes. */
  readonly flag: string;
  readonly environment: string;
  /** What stands for the value in help texts; a switch takes none. */
  readonly value?: string;
  /** Its name in `courant.yaml`. */
  readonly setting?: string;
  readonly kind: 'text' | 'number' | 'switch' | 'path';
  /** For help. */
  readonly initially: string;
  readonly meaning: string;
}

export const settingOptions = [
  {
    flag: 'site',
    environment: 'COURANT_SITE',
    value: 'URL',
    setting: 'site.url',
    kind: 'text',
    initially: 'http://localhost:PORT',
    meaning: 'the public address of the site; may have a path',
  },
  {
    flag: 'port',
    environment: 'PORT',
    value: 'N',
    setting: 'listen.port',
    kind: 'number',
    initially: '3000',
    meaning: 'where to listen; 0 takes any free port',
  },
  {
    flag: 'host',
    environment: 'HOST',
    value: 'H',
    setting: 'listen.host',
    kind: 'text',
    initially: '127.0.0.1',
    meaning: 'where to listen; 0.0.0.0 for every network',
  },
  {
    flag: 'data',
    environment: 'COURANT_DATA',
    value: 'DIR',
    setting: 'data',
    kind: 'path',
    initially: '.courant beside DIR',
    meaning: 'what must outlive a restart',
  },
  {
    flag: 'config',
    environment: 'COURANT_CONFIG',
    value: 'FILE',
    kind: 'path',
    initially: 'DIR/courant.yaml',
    meaning: 'the settings',
  },
  {
    flag: 'schedule',
    environment: 'COURANT_SCHEDULE',
    value: 'CRON',
    setting: 'schedule',
    kind: 'text',
    initially: '*/5 * * * *',
    meaning: 'when feeds are regenerated, in the time zone of the site',
  },
  {
    flag: 'watch',
    environment: 'COURANT_WATCH',
    setting: 'watch',
    kind: 'switch',
    initially: 'on',
    meaning: 'also regenerate as soon as a file changes',
  },
  {
    flag: 'log-level',
    environment: 'COURANT_LOG_LEVEL',
    value: 'L',
    setting: 'log-level',
    kind: 'text',
    initially: 'info',
    meaning: 'trace, debug, info, warn, error, fatal or silent; on standard error',
  },
] as const satisfies readonly SettingOption[];

export type SettingFlag = (typeof settingOptions)[number]['flag'];

/** Options as they were given, text unread; a switch is true or false. */
export type Flags = { readonly [flag in SettingFlag]?: string | boolean };

export type Environment = Readonly<Record<string, string | undefined>>;
