import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const root = fileURLToPath(new URL('../../', import.meta.url));

/**
 * Compiles one module of src and what it imports, for a test that needs it in a process of its own: Node 20 runs no
 * TypeScript. Only modules that import no package can be run from there.
 */
export async function compile(
  module: string,
): Promise<{ readonly url: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'courant-compiled-'));
  await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
  const project = {
    extends: join(root, 'tsconfig.json'),
    files: [join(root, 'src', module)],
    include: [],
    compilerOptions: {
      noEmit: false,
      rootDir: join(root, 'src'),
      outDir: join(folder, 'out'),
      typeRoots: [join(root, 'node_modules/@types')],
    },
  };
  await writeFile(join(folder, 'tsconfig.json'), JSON.stringify(project));
  const manifest = createRequire(import.meta.url).resolve('typescript/package.json');
  await promisify(execFile)(process.execPath, [join(dirname(manifest), 'bin/tsc'), '-p', folder]);
  return {
    url: pathToFileURL(join(folder, 'out', module.replace(/\.ts$/, '.js'))).href,
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
