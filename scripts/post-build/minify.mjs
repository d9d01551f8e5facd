// Minifies styles and scripts. Trunk's own minifier can't parse wasm-bindgen's glue. It also removes the `<head>` and
// `<body>` tags and the comments of index.html, which an administrator edits.
import { execFileSync } from 'node:child_process';

const esbuild = (input, ...options) => execFileSync('esbuild', ['--minify', '--target=esnext', '--log-level=warning', ...options], { input, encoding: 'utf8' }).trim();

export const minify = (content, loader) => esbuild(content, `--loader=${loader}`);

/** The glue of wasm-bindgen, without the classes of dependencies that the page does not use (1.6 kB). */
export const minifiedGlue = (file) =>
  esbuild(`export { default, show, replay_press, speak, miss_words } from '${file}'`, '--bundle', '--format=esm', '--pure:FinalizationRegistry', '--define:Symbol.dispose=undefined');

/** Minifies the inline styles and scripts of the page, and merges its styles. */
export const withMinified = (page) =>
  page
    // What explains the source to developers. An administrator needs the comments that show a tag.
    .replace(/<!--(?:(?!-->|<meta).)*-->/gs, '')
    .replace(/\n\s+/g, '\n')
    .replace(/<\/style>\s*<style>/g, '')
    .replace(/(<style>)(.*?)(<\/style>)/gs, (_, open, style, close) => open + minify(style, 'css') + close)
    .replace(/(<script>)(.*?)(<\/script>)/gs, (_, open, script, close) => open + minify(script, 'js') + close);
