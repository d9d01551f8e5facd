// Compressed copies, for hosts that serve them as they are.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** The smallest brotli of `content`, which is what a browser transfers. */
export const brotli = (content) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });

/**
 * Writes `.br` and `.gz` copies beside the files of a folder that are worth it. Not of index.html: an administrator
 * edits its tags, and the browser would get the stale copy.
 */
export function compress(folder) {
  for (const name of readdirSync(folder).filter((name) => /\.(js|wasm|svg|webmanifest)$/.test(name))) {
    const content = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotli(content));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}
