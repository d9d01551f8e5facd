// Makes Trunk's output the site that is deployed. Trunk calls this hook (Trunk.toml) with the site in its
// staging folder, before that becomes dist/.
import { copyFileSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { compress } from './post-build/compress.mjs';
import { withIntegrity, withPolicy } from './post-build/policy.mjs';
import { workerFor } from './post-build/worker.mjs';

const { TRUNK_STAGING_DIR: site, TRUNK_SOURCE_DIR: source, TRUNK_PROFILE: profile } = process.env;
const publicFile = (name) => join(source, 'public', name);

// `trunk serve` reloads the page by a script of its own, which the policy would refuse.
if (profile !== 'release') {
  copyFileSync(publicFile('no-sw.js'), join(site, 'sw.js'));
} else {
  const pageFile = join(site, 'index.html');
  const page = withPolicy(withIntegrity(readFileSync(pageFile, 'utf8')));
  writeFileSync(pageFile, page);
  const files = Object.fromEntries(readdirSync(site).map((name) => [name, readFileSync(join(site, name))]));
  writeFileSync(join(site, 'sw.js'), workerFor(page, files, readFileSync(publicFile('sw.js'), 'utf8')));
  compress(site);
}
