// What the browser may load and run: the content security policy of the page, and the integrity of the program.
import { createHash } from 'node:crypto';

/** The `sha256-…` of a text or of bytes, as `integrity` attributes and policies take it. */
export const sha256 = (content) => `sha256-${createHash('sha256').update(content).digest('base64')}`;

const replaceOnce = (page, pattern, replacement) => {
  const found = [...page.matchAll(new RegExp(pattern, 'g'))];
  if (found.length !== 1) throw new Error(`index.html should hold ${pattern} once, not ${found.length} times`);
  return page.replace(pattern, replacement);
};

/**
 * Makes the browser check the hashes of the glue and the program. Trunk writes the program's hash to its preload
 * link, where no browser checks it, so this moves it to the loader's `fetch`. The glue's hash becomes that of the
 * minified `glue`.
 */
export function withIntegrity(page, glueName, glue) {
  let integrity;
  const moved = replaceOnce(page, /(<link [^>]*\.wasm"[^>]*) integrity="([^"]+)"/, (_, link, hash) => {
    integrity = hash;
    return link;
  });
  const loading = replaceOnce(moved, /module_or_path: ('[^']+\.wasm')/, (_, address) => `module_or_path: fetch(${address}, { integrity: '${integrity}' })`);
  return replaceOnce(loading, new RegExp(`(<link [^>]*/${glueName}"[^>]* integrity=)"[^"]+"`), (_, link) => `${link}"${sha256(glue)}"`);
}

/** Adds the policy. The headers in deploy/ add what only a header can say, such as who may frame the page. */
export function withPolicy(page) {
  const hashes = (element) => [...page.matchAll(new RegExp(`<${element}(?![^>]* src=)[^>]*>(.*?)</${element}>`, 'gs'))].map(([, content]) => `'${sha256(content)}'`).join(' ');
  // Not the example in the comment.
  const [, apiOrigin = ''] = /<meta name="api-base" content="(https?:\/\/[^/"]+)/.exec(page.replace(/<!--.*?-->/gs, '')) ?? [];
  const policy = [
    "default-src 'none'",
    `script-src 'self' 'wasm-unsafe-eval' ${hashes('script')}`,
    `style-src ${hashes('style')}`,
    "img-src 'self'",
    `connect-src 'self' ${apiOrigin}`.trim(),
    "manifest-src 'self'",
    "worker-src 'self'",
    "base-uri 'self'",
    "form-action 'self'",
  ].join('; ');
  return replaceOnce(page, /<meta charset="utf-8">/, (tag) => `${tag}<meta http-equiv="Content-Security-Policy" content="${policy}">`);
}
