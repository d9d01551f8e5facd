// Turns Trunk's output into the site for deployment. Trunk calls this hook (Trunk.toml) while the site is in its
// staging folder, before it becomes dist/.
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compress } from './post-build/compress.mjs';
import { minifiedGlue, minify, withMinified } from './post-build/minify.mjs';
import { withIntegrity, withPolicy } from './post-build/policy.mjs';
import { catalogues, withWords } from './post-build/words.mjs';
import { workerFor } from './post-build/worker.mjs';

const { TRUNK_STAGING_DIR: site, TRUNK_SOURCE_DIR: source, TRUNK_PROFILE: profile } = process.env;
const read = (...path) => readFileSync(join(...path), 'utf8');
const write = (name, content) => writeFileSync(join(site, name), content);

const { page: speaking, files: words } = withWords(read(site, 'index.html'), catalogues(join(source, 'languages')), JSON.parse(read(site, 'manifest.webmanifest')));
for (const [name, content] of Object.entries(words)) write(name, content);

// `trunk serve` reloads the page with its own script, which the policy would block.
if (profile !== 'release') {
  write('index.html', speaking);
  copyFileSync(join(source, 'public/no-sw.js'), join(site, 'sw.js'));
} else {
  const glue = readdirSync(site).find((name) => /^whereabouts-.*\.js$/.test(name));
  write(glue, minifiedGlue(join(site, glue)));
  const page = withPolicy(withIntegrity(withMinified(speaking), glue, read(site, glue)));
  write('index.html', page);
  const files = Object.fromEntries(readdirSync(site).map((name) => [name, readFileSync(join(site, name))]));
  write('sw.js', minify(workerFor(page, files, read(source, 'public/sw.js')), 'js'));
  compress(site);
}
