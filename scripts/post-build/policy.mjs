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
 * Has Trunk's loader compare the program with its hash. Trunk writes the hash to the program's preload link only,
 * and no browser compares it there.
 */
export function withIntegrity(page) {
  const links = [...page.matchAll(/<link\b[^>]*\.wasm[^>]*>/g)].map(([link]) => link);
  const [, integrity] = /\bintegrity=["']?([^"' >]+)/.exec(links.join()) ?? [];
  if (!integrity) throw new Error('index.html should hold the integrity of the program');
  return replaceOnce(page, /\bmodule_or_path:\s*(["'][^"']+\.wasm["'])/, (_, address) => `module_or_path:fetch(${address},{integrity:"${integrity}"})`);
}

/** Adds the policy. What only a header can say, such as who may frame the page, is in deploy/. */
export function withPolicy(page) {
  const hashes = (element) => [...page.matchAll(new RegExp(`<${element}(?![^>]* src=)[^>]*>(.*?)</${element}>`, 'gs'))].map(([, content]) => `'${sha256(content)}'`).join(' ');
  const [, apiOrigin = ''] = /<meta name="?api-base"? content="?(https?:\/\/[^/" >]+)/.exec(page) ?? [];
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
  return replaceOnce(page, /<meta charset="?utf-8"?>/i, (tag) => `${tag}<meta http-equiv="Content-Security-Policy" content="${policy}">`);
}
