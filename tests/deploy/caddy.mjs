/** Starts Caddy with an installed release. */

import { cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathFrom } from './api.mjs';
import { edit, freePort, serve } from './configuration.mjs';
import { install, unpack } from './release.mjs';

const DEBIAN = pathFrom('../../.tools/debian');
export const CADDY = join(DEBIAN, 'usr/bin/caddy');

/** Unpacks Debian's Caddy below a root, as `apt install` does. @param {string} root */
export async function installCaddy(root) {
  await cp(join(DEBIAN, 'etc/caddy'), join(root, 'etc/caddy'), { recursive: true });
  // systemd creates this folder.
  await mkdir(join(root, 'run/caddy-admin'), { recursive: true, mode: 0o700 });
}

/**
 * Changes what differs from production in an unpacked release: ports and addresses.
 * @param {string} folder
 * @param {{ port: number, plainPort: number, apiPort: number, apiName?: string, signInPort?: number, debug?: boolean }} options
 */
export async function adaptCaddy(folder, { port, plainPort, apiPort, apiName = '127.0.0.1', signInPort, debug = true }) {
  const file = (/** @type {string} */ name) => join(folder, 'whereabouts', name);
  await edit(join(folder, 'Caddyfile'), {
    '\tservers {\n': `${debug ? '\tdebug\n' : ''}\thttp_port ${plainPort}\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n\tservers {\n`,
  });
  await edit(file('relay.caddy'), { 'https://api.rm.smartsheet.com': `https://${apiName}:${apiPort}` });
  if (!signInPort) return;
  for (const name of ['sign-in.caddy', 'token-of-relay.caddy']) await edit(file(name), { '127.0.0.1:4180': `127.0.0.1:${signInPort}` });
}

/** A line of people.caddy. @param {string} address @param {string} userId */
const personInCaddy = (address, userId) => `~(?i)^${address.replaceAll(/[.+]/g, '\\$&')}$ ${userId}\n`;

/** @param {import('./configuration.mjs').Deployment} deployment @returns {Promise<import('./configuration.mjs').Running>} */
export async function startCaddy({ folder: root, site, pair, trusted, apiPort, apiName, relayAuth, settings = {}, missing, debug }) {
  const [port, plainPort, nobodysPort] = [await freePort(), await freePort(), await freePort()];
  await installCaddy(root);
  const release = await unpack(root, 'caddy', { site });
  await adaptCaddy(release, { port, plainPort, apiPort, apiName, signInPort: relayAuth?.signInPort ?? nobodysPort, debug });
  await install(root, release);

  const setting = (/** @type {string} */ name) => join(root, 'etc/whereabouts', name);
  const holder = `\timport ${root}/opt/whereabouts/deploy/caddy/whereabouts/token-of-`;
  const edits = {
    ...settings,
    [`# tls ${root}/etc/whereabouts/site.pem ${root}/etc/whereabouts/site.key`]: `tls ${pair.certificate} ${pair.key}`,
    ...(!relayAuth && { [`${holder}relay.caddy`]: `${holder}person.caddy` }),
  };
  await edit(setting('site.caddy'), edits);
  const lines = Object.entries(relayAuth?.people ?? {}).map(([address, userId]) => personInCaddy(address, userId));
  await writeFile(setting('people.caddy'), `# People\n${lines.join('')}`);

  if (missing) await rm(setting(missing));

  const env = { SSL_CERT_FILE: trusted, XDG_DATA_HOME: root, XDG_CONFIG_HOME: root, WHEREABOUTS_TOKEN: relayAuth?.token ?? '' };
  const { output, stop } = await serve(CADDY, ['run', '--config', join(root, 'etc/caddy/Caddyfile')], { port, env });
  return { port, plainPort, root, logs: async () => output(), stop };
}
