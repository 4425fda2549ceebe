import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';

interface Locked {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly hasInstallScript?: boolean;
}

/** Of CycloneDX. */
interface Component {
  readonly name: string;
  readonly version: string;
}

const { dependencies, devDependencies, scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as Record<
  'dependencies' | 'devDependencies' | 'scripts',
  Record<string, string>
>;
const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
  packages: Record<string, Locked>;
};
const locked = Object.entries(packages).filter(([place]) => place !== '');
const shipped = locked.filter(([, { dev }]) => dev !== true);
const free = [
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  'BlueOak-1.0.0',
  '0BSD',
  'Unlicense',
];

/** Those that are not as they should be, by their place. */
function exceptions(of: typeof locked, isSound: (one: Locked) => boolean): readonly string[] {
  return of.filter(([, one]) => !isSound(one)).map(([place]) => place);
}

describe('what is taken from others', () => {
  test('is named by one exact version, and the lock has that one', () => {
    const named = Object.entries({ ...dependencies, ...devDependencies });
    expect(named.length).toBeGreaterThan(10);
    const wrong = named.filter(
      ([name, version]) =>
        !/^\d+\.\d+\.\d+$/.test(version) || packages[`node_modules/${name}`]?.version !== version,
    );
    expect(wrong).toEqual([]);
  });

  test('comes from the registry of npm, with a hash of its content', () => {
    // The lock names an address where it is another one.
    const isSound = ({ resolved, integrity }: Locked) =>
      resolved === undefined && /^sha512-/.test(integrity ?? '');
    expect(exceptions(locked, isSound)).toEqual([]);
  });

  test('runs nothing when it is installed, where it is needed at run time', () => {
    expect(shipped.length).toBeGreaterThan(Object.keys(dependencies).length);
    expect(exceptions(shipped, ({ hasInstallScript }) => hasInstallScript !== true)).toEqual([]);
    const own = Object.keys(scripts).filter((name) =>
      /^(?:(?:pre|post)?install|(?:pre|post)?prepare)$/.test(name),
    );
    expect(own).toEqual([]);
  });

  test('may be passed on by everybody', () => {
    expect(exceptions(shipped, ({ license }) => free.includes(license ?? ''))).toEqual([]);
  });

  test('is all listed, without a network, by the steps that list it in the image', () => {
    const folder = mkdtempSync(join(tmpdir(), 'courant-sbom-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    for (const name of ['package.json', 'package-lock.json', ...shipped.map(([place]) => place)])
      cpSync(name, join(folder, name), { recursive: true });
    const steps = [...readFileSync('Dockerfile', 'utf8').matchAll(/npm ((?:pkg delete|sbom) [^&>\n]*)/g)];
    const said = steps.map(([, words = '']) =>
      execFileSync('npm', [...words.trim().split(' '), '--offline'], {
        cwd: folder,
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    const told = JSON.parse(said.at(-1) ?? '');
    const listed = (told.components as Component[]).map(({ name, version }) => `${name}@${version}`);
    const wanted = shipped.map(([place, { version }]) => `${nameIn(place)}@${version}`);
    expect(told.bomFormat).toBe('CycloneDX');
    expect(listed.sort()).toEqual([...new Set(wanted)].sort());
  });
});

function nameIn(place: string): string {
  return place.replace(/^.*node_modules\//, '');
}
