// What Trunk does not do for a release: Trunk.toml calls this with the built site before it becomes
// dist/. One script starts the program; what is loaded is checked against its hash; a policy lets
// nothing else run; a service worker knows the files; hosts find each of them compressed.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { buildSync, transformSync } from '../.tools/npm/node_modules/esbuild/lib/main.js';

const site = process.env.TRUNK_STAGING_DIR;
const sources = join(dirname(fileURLToPath(import.meta.url)), '../public');
// While `trunk serve` watches, its own script reloads the page, which the policy would refuse.
if (process.env.TRUNK_PROFILE !== 'release') {
  copyFileSync(join(sources, 'no-sw.js'), join(site, 'sw.js'));
  process.exit(0);
}

// wasm-opt's features by name: with all of them it writes what Chromium 156 refuses.
const FEATURES = ['bulk-memory', 'sign-ext', 'nontrapping-float-to-int', 'mutable-globals', 'reference-types', 'multivalue'].map((name) => `--enable-${name}`);

const file = (name) => join(site, name);
const only = (pattern) => {
  const found = readdirSync(site).filter((name) => pattern.test(name));
  if (found.length !== 1) throw new Error(`one file of the site should match ${pattern}, not ${found.length}`);
  return found[0];
};
const hash = (content, encoding) => createHash('sha256').update(content).digest(encoding);
const integrity = (content) => `sha256-${hash(content, 'base64')}`;
/** With its hash in the name, a file can be kept for good. */
const named = (stem, content, extension) => `${stem}-${hash(content, 'hex').slice(0, 16)}.${extension}`;

// The program in two halves, and one script with wasm-bindgen's glue in it that starts the program.
const trunkWasm = only(/\.wasm$/);
const trunkScript = only(/\.js$/);
const glue = readFileSync(file(trunkScript), 'utf8');
const [program, rest, short] = await halvesOf(file(trunkWasm), bundled(glue));
rmSync(file(trunkWasm));
const programName = named('whereabouts', program, 'wasm');
writeFileSync(file(programName), program);
const restName = named('rest', rest, 'wasm');
writeFileSync(file(restName), rest);
const start = bundled(
  glue.replace(/\b(?:__wb|wasm_bindgen_)\w+/g, (name) => short.get(name) ?? name),
  [restName, integrity(rest)],
);
const startName = named('start', start, 'js');
writeFileSync(file(startName), start);
rmSync(file(trunkScript));

/** The one script: `glue` and what starts the program with it, told what is the rest of the program. */
function bundled(glue, rest = []) {
  // public/rest.js has both halves in place, or stand-ins for the second one, before the program begins.
  const calls = glue.replace(/WebAssembly\.(instantiate|instantiateStreaming)\(/g, '$1(');
  writeFileSync(file(trunkScript), `import { instantiate, instantiateStreaming } from '${join(sources, 'rest.js')}';\n${calls}`);
  return buildSync({
    entryPoints: [join(sources, 'start.js')],
    alias: { program: file(trunkScript) },
    // The second and the third leave out the glue's classes, which nothing makes.
    define: { REST: JSON.stringify(rest), 'Symbol.dispose': 'undefined' },
    pure: ['FinalizationRegistry'],
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'esnext',
    write: false,
  }).outputFiles[0].text;
}

/**
 * What a first visit runs, and the rest; both as small as they get, and with nothing that `script` does
 * not call. And how the glue calls them now.
 */
async function halvesOf(program, script) {
  // Not as the page: cargo would build this tool with an unstable compiler too.
  const { RUSTC_BOOTSTRAP, CARGO_UNSTABLE_BUILD_STD, CARGO_UNSTABLE_BUILD_STD_FEATURES, RECORD, ...env } = process.env;
  const run = promisify(execFile);
  const splitter = (...args) => run('cargo', ['run', '--quiet', '--locked', '-p', 'splitter', '--', ...args], { env });
  const folder = mkdtempSync(join(tmpdir(), 'halves-'));
  const part = (name) => join(folder, name);
  const optimize = (from, to, ...options) => run('wasm-opt', [...FEATURES, part(from), ...options, '-o', part(to)]);
  writeFileSync(part('script'), script);
  await splitter('split', program, part('script'), RECORD ? '/dev/null' : 'splitter/later.txt', part('first'), part('rest'), part('short'));
  // For scripts/largest-parts: wasm-opt takes the names away.
  mkdirSync('target', { recursive: true });
  copyFileSync(part('first'), 'target/first-half.wasm');
  // For splitter/record.mjs: undivided, and it tells which of its functions run.
  if (RECORD) await splitter('record', part('first'), part('first'), RECORD);
  const halves = ['first', 'rest'].map(async (half) => {
    if (!RECORD) {
      // With fewer functions inlined into their one caller it is larger, and compresses better: −1.5 kB.
      await optimize(half, `${half}-small`, '-Oz', '-g', '-ocimfs', '10');
      await splitter('order', part(`${half}-small`), part(`${half}-ordered`));
      await optimize(`${half}-ordered`, half, '--reorder-functions-by-name', '--strip-target-features');
    }
    return readFileSync(part(half));
  });
  const [first, rest] = await Promise.all(halves);
  const short = readFileSync(part('short'), 'utf8').trimEnd().split('\n').map((line) => line.split(' '));
  rmSync(folder, { recursive: true });
  return [first, rest, new Map(short)];
}

// The page: Trunk's script and preloads make way for ours, the styles become one, and what only a
// reader of the source needs goes.
let page = readFileSync(file('index.html'), 'utf8').replace(/<!--.*?-->/gs, '').replace(/\s*\n\s*/g, '\n');
const change = (pattern, replacement) => {
  if (page.search(pattern) < 0) throw new Error(`index.html holds no ${pattern}`);
  page = page.replace(pattern, replacement);
};
const minified = (content, loader) => transformSync(content, { loader, minify: true, target: 'esnext' }).code.trim();
const styles = [...page.matchAll(/<style[^>]*>(.*?)<\/style>/gs)].map(([, style]) => style);
const style = minified(styles.join('\n'), 'css');
const [, earlySource] = /<script>(.*?)<\/script>/s.exec(page);
const early = minified(earlySource, 'js');
change(/<link[^>]* rel="(?:modulepreload|preload)"[^>]*>/g, '');
change(/<script type="module">.*?<\/script>/s, '');
change(/<style[^>]*>.*<\/style>/s, () => `<style>${style}</style>`);
change(/<script>.*<\/script>/s, () => `\
<meta name="program" content="${programName} ${integrity(program)}">
<script>${early}</script>
<script type="module" src="${startName}" integrity="${integrity(start)}"></script>`);

// The policy; what a tag cannot say, such as who may frame the page, is in the headers of deploy/.
const [, apiOrigin = ''] = /<meta name="api-base" content="(https?:\/\/[^/"]+)/.exec(page) ?? [];
const policy = [
  "default-src 'none'",
  `script-src 'self' 'wasm-unsafe-eval' '${integrity(early)}'`,
  `style-src '${integrity(style)}'`,
  "img-src 'self'",
  `connect-src 'self' ${apiOrigin}`.trim(),
  "manifest-src 'self'",
  "worker-src 'self'",
  "base-uri 'self'",
  "form-action 'self'",
].join('; ');
change(/<meta charset="utf-8">/, (tag) => `${tag}\n<meta http-equiv="Content-Security-Policy" content="${policy}">`);
writeFileSync(file('index.html'), page);

// The service worker, which knows its version and the files that belong to it.
const files = Object.fromEntries(
  [startName, programName, restName, ...readdirSync(site).filter((name) => /\.(svg|webmanifest)$/.test(name)).sort()].map((name) => [
    name,
    integrity(readFileSync(file(name))),
  ]),
);
const worker = transformSync(readFileSync(join(sources, 'sw.js'), 'utf8'), {
  minify: true,
  target: 'esnext',
  define: {
    FILES: JSON.stringify(files),
    VERSION: JSON.stringify(hash(page + JSON.stringify(files), 'hex').slice(0, 16)),
  },
}).code;
writeFileSync(file('sw.js'), worker);

// For hosts that send such files as they are. Not index.html: an administrator may edit its tags, and
// people would get the stale copy.
for (const name of readdirSync(site).filter((name) => /\.(js|wasm|svg|webmanifest)$/.test(name))) {
  const content = readFileSync(file(name));
  const params = { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
  writeFileSync(file(`${name}.br`), brotliCompressSync(content, { params }));
  writeFileSync(file(`${name}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
}
