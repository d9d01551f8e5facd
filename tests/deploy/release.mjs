/** Unpacks a release below a temporary root, and installs it with the scripts of deploy/. */

import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, readdir, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { pathFrom } from './api.mjs';

const DEPLOY = pathFrom('../../deploy');

/** The folders that configuration files name. Below a temporary root, they begin with its path. */
const FOLDERS = /(?<=[\s"'=])\/(?:etc\/(?:whereabouts|caddy|systemd)|opt\/whereabouts|run\/caddy-admin|var\/(?:www|log))(?=\/)/g;

/**
 * Unpacks a release into `opt/whereabouts-VERSION`. Its files name folders below the root.
 * @param {string} root
 * @param {'nginx' | 'caddy'} server
 * @param {{ version?: string, site: string }} options The folder with the files of the page.
 * @returns {Promise<string>} The folder with the server's files.
 */
export async function unpack(root, server, { version = '1.0.0', site }) {
  const release = join(root, `opt/whereabouts-${version}`);
  const folder = join(release, 'deploy', server);
  await mkdir(release, { recursive: true });
  await symlink(resolve(site), join(release, 'site'));
  for (const name of [server, 'people']) await cp(join(DEPLOY, name), join(release, 'deploy', name), { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || entry.name === 'install') continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const text = await readFile(file, 'utf8');
    await writeFile(file, text.replace('unix//run/', `unix/${root}/run/`).replaceAll(FOLDERS, (path) => root + path));
  }
  return folder;
}

/**
 * Runs the `install` script of an unpacked release, and returns what it says.
 * @param {string} root
 * @param {string} folder From `unpack`.
 */
export async function install(root, folder) {
  const { stdout } = await promisify(execFile)(join(folder, 'install'), { env: { ...process.env, DESTDIR: root } });
  return stdout;
}
