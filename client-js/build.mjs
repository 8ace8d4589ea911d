/**
 * Builds what is published: ES modules with types, and one bundle for browsers. With a folder as argument, the bundle
 * is copied there too.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('.', import.meta.url));
const DIST = join(ROOT, 'dist');
const BUNDLE = join(DIST, 'chorus-client.min.js');
/** What the project promises. */
const MOST_GZIPPED_BYTES = 30 * 1024;

rmSync(DIST, { recursive: true, force: true });
execFileSync(process.execPath, [join(ROOT, 'node_modules/typescript/bin/tsc'), '-p', join(ROOT, 'tsconfig.json')], {
  stdio: 'inherit',
});
await build({
  entryPoints: [join(DIST, 'index.js')],
  outfile: BUNDLE,
  bundle: true,
  format: 'esm',
  target: 'es2022',
  minify: true,
  sourcemap: true,
  logLevel: 'warning',
});

const bytes = gzipSync(readFileSync(BUNDLE), { level: 9 }).length;
console.log(`chorus-client.min.js: ${bytes} bytes gzipped`);
if (bytes > MOST_GZIPPED_BYTES) {
  throw new Error(`The bundle has ${bytes} bytes gzipped (expected: at most ${MOST_GZIPPED_BYTES})`);
}

const [target] = process.argv.slice(2);
if (target) {
  mkdirSync(target, { recursive: true });
  copyFileSync(BUNDLE, join(target, 'chorus-client.min.js'));
}
