/** Caddy, with the files of deploy/caddy. */

import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathFrom } from './api.mjs';
import { edit, freePort, serve } from './configuration.mjs';

const CADDY = pathFrom('../../.tools/debian/usr/bin/caddy');
const DEPLOY = pathFrom('../../deploy/caddy');

/** @param {import('./configuration.mjs').Deployment} deployment @returns {Promise<import('./configuration.mjs').Running>} */
export async function startCaddy({ folder, site, pair, trusted, apiPort, relayHolds }) {
  const [port, plainPort] = [await freePort(), await freePort()];
  await cp(DEPLOY, folder, { recursive: true });
  const caddyfile = join(folder, 'Caddyfile');
  const part = (/** @type {string} */ name) => join(folder, 'whereabouts', name);
  await edit(caddyfile, {
    // With all that it can log, to see that no token is among it.
    'admin off\n': `admin off\n\tdebug\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n`,
    '# tls /etc/ssl/certs/status.example.org.pem /etc/ssl/private/status.example.org.key': `tls ${pair.certificate} ${pair.key}`,
    '/var/www/whereabouts': site,
  });
  await edit(part('relay.caddy'), { 'https://api.rm.smartsheet.com': `https://127.0.0.1:${apiPort}` });
  if (relayHolds) {
    const { signInPort, people } = relayHolds;
    await edit(caddyfile, { 'import whereabouts/token-of-person.caddy': 'import whereabouts/token-of-relay.caddy' });
    const lines = Object.entries(people).map(([login, userId]) => `${login} ${userId}\n`);
    await appendFile(part('people.caddy'), lines.join(''));
    if (signInPort !== null) {
      await edit(part('identity.caddy'), { 'import identity-none.caddy': 'import identity-oauth2-proxy.caddy' });
      const here = { '127.0.0.1:4180': `127.0.0.1:${signInPort}` };
      await edit(part('identity-oauth2-proxy.caddy'), here);
      await edit(part('token-of-relay.caddy'), here);
    }
  }
  const env = { SSL_CERT_FILE: trusted, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, WHEREABOUTS_TOKEN: relayHolds?.token ?? '' };
  const { said, stop } = await serve(CADDY, ['run', '--config', caddyfile], { port, env });
  return { port, plainPort, logs: async () => said(), stop };
}
