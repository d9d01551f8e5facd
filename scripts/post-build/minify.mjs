// Smaller styles and scripts. Trunk's own minifier can't read the glue of wasm-bindgen, and it takes the `<head>` and
// `<body>` tags and the comments out of index.html, which an administrator edits.
import { execFileSync } from 'node:child_process';

export const minify = (content, loader) =>
  execFileSync('esbuild', ['--minify', `--loader=${loader}`, '--target=esnext', '--log-level=warning'], { input: content, encoding: 'utf8' }).trim();

/** Minifies what stands inline in the page, and makes its styles one. */
export const withMinified = (page) =>
  page
    .replace(/<\/style>\s*<style>/g, '')
    .replace(/(<style>)(.*?)(<\/style>)/gs, (_, open, style, close) => open + minify(style, 'css') + close)
    .replace(/(<script>)(.*?)(<\/script>)/gs, (_, open, script, close) => open + minify(script, 'js') + close);
