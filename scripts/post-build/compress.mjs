// Compressed copies, for hosts that serve them instead of compressing.
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

/** Compresses `content` with the highest quality of brotli. */
export const brotli = (content) =>
  brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  });

/**
 * Writes `.br` and `.gz` copies next to the files that compress well. There are none of index.html: an administrator
 * edits its tags, and the browser would get the stale copy.
 */
export function compress(folder) {
  for (const name of readdirSync(folder).filter((name) => /\.(js|wasm|svg|webmanifest|txt)$/.test(name))) {
    const content = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotli(content));
    writeFileSync(join(folder, `${name}.gz`), gzipSync(content, { level: constants.Z_BEST_COMPRESSION }));
  }
}
