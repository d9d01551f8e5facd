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
/** <https://webassembly.github.io/spec/core/binary/values.html#integers> */
const leb = (number) => Buffer.from(number < 128 ? [number] : [(number & 127) | 128, ...leb(number >> 7)]);
/** With its hash in the name, a file can be kept for good. */
const named = (stem, content, extension) => `${stem}-${hash(content, 'hex').slice(0, 16)}.${extension}`;

// The program in three parts, and one script with wasm-bindgen's glue in it that starts the program.
const trunkWasm = only(/\.wasm$/);
const trunkScript = only(/\.js$/);
const glue = readFileSync(file(trunkScript), 'utf8');
const [[first, second, rest], standIns, short] = await partsOf(file(trunkWasm), bundled(glue));
rmSync(file(trunkWasm));
// The second part as a section at the end of the first: what is compressed together becomes 5 kB smaller,
// and no round trip lies between them. (A section has its own size before it, and that of its name.)
const begin = Buffer.concat([first, Buffer.of(0), leb(second.length + 5), Buffer.from('\x04page')]);
const program = Buffer.concat([begin, second]);
const programName = named('whereabouts', program, 'wasm');
writeFileSync(file(programName), program);
const restName = named('rest', rest, 'wasm');
writeFileSync(file(restName), rest);
const start = bundled(
  glue.replace(/\b(?:__wb|wasm_bindgen_)\w+/g, (name) => short.get(name) ?? name),
  [programName, [0, first.length, hash(first, 'base64')], [begin.length, program.length, hash(second, 'base64')]],
  [restName, integrity(rest)],
  standIns,
);
const startName = named('start', start, 'js');
writeFileSync(file(startName), start);
rmSync(file(trunkScript));

/** The one script: `glue` and what starts the program with it, told where the parts of it are. */
function bundled(glue, program = [], rest = [], standIns = '') {
  // Without the mark what registers the glue's classes, which nothing makes, stays.
  const marked = glue.replace(/new FinalizationRegistry/g, '/* @__PURE__ */ $&');
  // In place of the glue's own ways to load a program, which know of one file only.
  const begin = `
import { bringFirst, instantiate } from '${join(sources, 'parts.js')}';
export const begin = async () => __wbg_finalize_init(await instantiate(await bringFirst(), __wbg_get_imports()));`;
  writeFileSync(file(trunkScript), marked + begin);
  return buildSync({
    entryPoints: [join(sources, 'start.js')],
    alias: { program: file(trunkScript) },
    // The last one leaves out the glue's classes, with the mark above.
    define: { PROGRAM: JSON.stringify(program), REST: JSON.stringify(rest), STAND_INS: JSON.stringify(standIns), 'Symbol.dispose': 'undefined' },
    bundle: true,
    format: 'esm',
    minify: true,
    target: 'esnext',
    write: false,
  }).outputFiles[0].text;
}

/**
 * The parts of the program, as small as they get, and with nothing that `script` does not call; what must
 * stand in for those that come later; and how the glue calls them now.
 */
async function partsOf(program, script) {
  // Not as the page: cargo would build this tool with an unstable compiler too.
  const { RUSTC_BOOTSTRAP, CARGO_UNSTABLE_BUILD_STD, CARGO_UNSTABLE_BUILD_STD_FEATURES, RECORD, ...env } = process.env;
  const run = promisify(execFile);
  const splitter = (...args) => run('cargo', ['run', '--quiet', '--locked', '-p', 'splitter', '--', ...args], { env });
  const folder = mkdtempSync(join(tmpdir(), 'parts-'));
  const path = (name) => join(folder, name);
  const optimize = (from, to, ...options) => run('wasm-opt', [...FEATURES, from, ...options, '-o', path(to)]);
  writeFileSync(path('script'), script);
  const names = ['first', 'page', 'rest'];
  // What only the whole program shows, and nothing that would calculate with addresses: the splitter finds
  // in the code the numbers that the linker wrote there.
  await optimize(program, 'whole', '-g', '--duplicate-function-elimination', '--dae');
  const linked = join(process.env.CARGO_TARGET_DIR ?? 'target', 'wasm32-unknown-unknown/release/whereabouts.wasm');
  await splitter('split', path('whole'), linked, path('script'), RECORD ? '/dev/null' : 'splitter/later.txt', path('short'), path('stand-ins'), ...names.map(path));
  // For scripts/largest-parts: wasm-opt takes the names away.
  mkdirSync('target', { recursive: true });
  for (const name of names) copyFileSync(path(name), `target/${name}-part.wasm`);
  // For splitter/record.mjs: undivided, and it tells which of its functions run.
  if (RECORD) await splitter('record', path('first'), path('first'), RECORD);
  const parts = names.map(async (name) => {
    if (!RECORD) {
      // For size, and with more functions inlined into their one caller, it is smaller, but compresses worse:
      // by 0.5 and 1.5 kB.
      await optimize(path(name), `${name}-small`, '-O2', '--converge', '-g', '-aimfs', '0', '-ocimfs', '10');
      await splitter('order', path(`${name}-small`), path(`${name}-ordered`));
      await optimize(path(`${name}-ordered`), name, '--reorder-functions-by-name', '--strip-target-features');
    }
    return readFileSync(path(name));
  });
  const contents = await Promise.all(parts);
  const short = readFileSync(path('short'), 'utf8').trimEnd().split('\n').map((line) => line.split(' '));
  // As text with no control characters.
  const standIns = Array.from(readFileSync(path('stand-ins')), (byte) => String.fromCharCode(byte + 32)).join('');
  rmSync(folder, { recursive: true });
  return [contents, standIns, new Map(short)];
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
