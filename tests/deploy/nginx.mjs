/** Starts nginx with Debian's main configuration and the files of deploy/nginx. */

import { appendFile, chmod, cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathFrom } from './api.mjs';
import { edit, freePort, serve } from './configuration.mjs';
import { NameServer } from './name_server.mjs';

const DEBIAN = pathFrom('../../.tools/debian');
const DEPLOY = pathFrom('../../deploy/nginx');

/** @param {import('./configuration.mjs').Deployment} deployment @returns {Promise<import('./configuration.mjs').Running>} */
export async function startNginx({ folder, site, pair, trusted, apiPort, relayAuth }) {
  const nameServer = new NameServer();
  const etc = join(folder, 'etc');
  const state = join(folder, 'state');
  const main = join(etc, 'nginx.conf');
  const [port, plainPort] = [await freePort(), await freePort()];
  // The worker processes run as another user.
  await chmod(folder, 0o755);
  await cp(join(DEBIAN, 'etc/nginx'), etc, { recursive: true });
  await mkdir(join(etc, 'modules-enabled'), { recursive: true });
  await mkdir(join(etc, 'conf.d'), { recursive: true });
  await mkdir(join(etc, 'sites-enabled'), { recursive: true });
  await mkdir(state);
  await edit(main, { '/etc/nginx/': `${etc}/`, '/var/log/nginx/': `${state}/`, '/run/nginx.pid': `${state}/pid` });
  const brotli = join(DEBIAN, 'usr/lib/nginx/modules/ngx_http_brotli_static_module.so');
  await writeFile(join(etc, 'modules-enabled/brotli.conf'), `load_module ${brotli};\n`);
  const tempPaths = ['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'].map((name) => `${name}_temp_path ${state}/${name};\n`);
  await writeFile(join(etc, 'conf.d/state.conf'), tempPaths.join(''));

  await cp(join(DEPLOY, 'whereabouts'), join(etc, 'whereabouts'), { recursive: true });
  const whereabouts = join(etc, 'sites-enabled/whereabouts.conf');
  await cp(join(DEPLOY, 'whereabouts.conf'), whereabouts);
  await edit(whereabouts, {
    'listen 80;': `listen 127.0.0.1:${plainPort};`,
    'listen [::]:80;': '',
    'listen 443 ssl http2;': `listen 127.0.0.1:${port} ssl http2;`,
    'listen [::]:443 ssl http2;': '',
    'resolver 127.0.0.53': `resolver 127.0.0.1:${await nameServer.listen()}`,
    '/etc/ssl/certs/status.example.org.pem': pair.certificate,
    '/etc/ssl/private/status.example.org.key': pair.key,
    '/var/www/whereabouts': site,
    '$whereabouts_api api.rm.smartsheet.com;': `$whereabouts_api api.rm.smartsheet.com:${apiPort};`,
    '/var/log/nginx/': `${state}/`,
  });
  await edit(join(etc, 'whereabouts/relay.conf'), { '/etc/ssl/certs/ca-certificates.crt': trusted });
  if (relayAuth) {
    const { token, signInPort, people } = relayAuth;
    await edit(whereabouts, { 'include whereabouts/token-of-person.conf;': 'include whereabouts/token-of-relay.conf;' });
    await writeFile(join(etc, 'whereabouts/token.conf'), `proxy_set_header auth ${token};\n`, { mode: 0o600 });
    const lines = Object.entries(people).map(([login, userId]) => `${login} ${userId};\n`);
    await appendFile(join(etc, 'whereabouts/people.map'), lines.join(''));
    if (signInPort !== null) {
      await edit(join(etc, 'whereabouts/token-of-relay.conf'), { 'identity-none.conf': 'identity-oauth2-proxy.conf' });
      await edit(join(etc, 'whereabouts/identity-oauth2-proxy.conf'), { '127.0.0.1:4180;': `127.0.0.1:${signInPort};`, '127.0.0.1:4180/': `127.0.0.1:${signInPort}/` });
    }
  }

  const { output, stop } = await serve(join(DEBIAN, 'usr/sbin/nginx'), ['-c', main, '-g', 'daemon off;'], { port });
  const logs = async () => {
    const files = ['whereabouts.log', 'access.log', 'error.log'].map((name) => readFile(join(state, name), 'utf8').catch(() => ''));
    return [output(), ...(await Promise.all(files))].join('\n');
  };
  return {
    port,
    plainPort,
    logs,
    async stop() {
      await stop();
      await nameServer.stop();
    },
  };
}
