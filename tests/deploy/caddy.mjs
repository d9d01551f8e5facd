/** Starts Caddy with the files of deploy/caddy. */

import { appendFile, cp } from 'node:fs/promises';
import { join } from 'node:path';
import { pathFrom } from './api.mjs';
import { edit, freePort, serve } from './configuration.mjs';

const CADDY = pathFrom('../../.tools/debian/usr/bin/caddy');
const DEPLOY = pathFrom('../../deploy/caddy');

/** @param {import('./configuration.mjs').Deployment} deployment @returns {Promise<import('./configuration.mjs').Running>} */
export async function startCaddy({ folder, site, pair, trusted, apiPort, relayAuth }) {
  const [port, plainPort] = [await freePort(), await freePort()];
  await cp(DEPLOY, folder, { recursive: true });
  const caddyfile = join(folder, 'Caddyfile');
  const included = (/** @type {string} */ name) => join(folder, 'whereabouts', name);
  await edit(caddyfile, {
    // `debug` logs the most, so it gives a token the most ways to leak.
    'admin off\n': `admin off\n\tdebug\n\thttp_port ${plainPort}\n\thttps_port ${port}\n\tdefault_bind 127.0.0.1\n`,
    '# tls /etc/ssl/certs/status.example.org.pem /etc/ssl/private/status.example.org.key': `tls ${pair.certificate} ${pair.key}`,
    '/var/www/whereabouts': site,
  });
  await edit(included('relay.caddy'), { 'https://api.rm.smartsheet.com': `https://127.0.0.1:${apiPort}` });
  if (relayAuth) {
    const { signInPort, people } = relayAuth;
    await edit(caddyfile, { 'import whereabouts/token-of-person.caddy': 'import whereabouts/token-of-relay.caddy' });
    const lines = Object.entries(people).map(([login, userId]) => `${login} ${userId}\n`);
    await appendFile(included('people.caddy'), lines.join(''));
    if (signInPort !== null) {
      await edit(included('identity.caddy'), { 'import identity-none.caddy': 'import identity-oauth2-proxy.caddy' });
      const signInAddress = { '127.0.0.1:4180': `127.0.0.1:${signInPort}` };
      await edit(included('identity-oauth2-proxy.caddy'), signInAddress);
      await edit(included('token-of-relay.caddy'), signInAddress);
    }
  }
  const env = { SSL_CERT_FILE: trusted, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder, WHEREABOUTS_TOKEN: relayAuth?.token ?? '' };
  const { output, stop } = await serve(CADDY, ['run', '--config', caddyfile], { port, env });
  return { port, plainPort, logs: async () => output(), stop };
}
