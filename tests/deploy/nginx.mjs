/** Starts nginx with Debian's main configuration and an installed release. */

import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { API_NAME, pathFrom } from './api.mjs';
import { edit, freePort, serve } from './configuration.mjs';
import { NameServer } from './name_server.mjs';
import { install, unpack } from './release.mjs';

const DEBIAN = pathFrom('../../.tools/debian');
export const NGINX = join(DEBIAN, 'usr/sbin/nginx');

/**
 * Unpacks Debian's nginx below a root, as `apt install` does.
 * @param {string} root
 * @returns {Promise<string>} The main configuration file.
 */
export async function installNginx(root) {
  const etc = join(root, 'etc/nginx');
  const log = join(root, 'var/log/nginx');
  // The worker processes run as another user.
  await chmod(root, 0o755);
  await cp(join(DEBIAN, 'etc/nginx'), etc, { recursive: true });
  for (const name of ['modules-enabled', 'conf.d', 'sites-enabled']) await mkdir(join(etc, name), { recursive: true });
  await mkdir(log, { recursive: true });
  await mkdir(join(root, 'run'));
  const main = join(etc, 'nginx.conf');
  await edit(main, { '/etc/nginx/': `${etc}/`, '/var/log/nginx/': `${log}/`, '/run/nginx.pid': `${root}/run/nginx.pid` });
  const brotli = join(DEBIAN, 'usr/lib/nginx/modules/ngx_http_brotli_static_module.so');
  await writeFile(join(etc, 'modules-enabled/brotli.conf'), `load_module ${brotli};\n`);
  const tempPaths = ['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'].map((name) => `${name}_temp_path ${root}/run/${name};\n`);
  await writeFile(join(etc, 'conf.d/state.conf'), tempPaths.join(''));
  return main;
}

/**
 * Changes what differs from production in an unpacked release: ports, and which servers it trusts.
 * @param {string} folder
 * @param {{ port: number, plainPort: number, apiPort: number, apiName?: string, trusted: string, signInPort?: number }} options
 */
export async function adaptNginx(folder, { port, plainPort, apiPort, apiName = API_NAME, trusted, signInPort }) {
  await edit(join(folder, 'whereabouts.conf'), {
    'listen 80;': `listen 127.0.0.1:${plainPort};`,
    'listen [::]:80;': '',
    'listen 443 ssl http2;': `listen 127.0.0.1:${port} ssl http2;`,
    'listen [::]:443 ssl http2;': '',
    '$whereabouts_api api.rm.smartsheet.com;': `$whereabouts_api ${apiName}:${apiPort};`,
  });
  await edit(join(folder, 'whereabouts/relay.conf'), { '/etc/ssl/certs/ca-certificates.crt': trusted });
  if (signInPort) await edit(join(folder, 'whereabouts/sign-in.conf'), { '127.0.0.1:4180': `127.0.0.1:${signInPort}` });
}

/** @param {import('./configuration.mjs').Deployment} deployment @returns {Promise<import('./configuration.mjs').Running>} */
export async function startNginx({ folder: root, site, pair, trusted, apiPort, apiName, relayAuth, settings = {}, missing }) {
  const nameServer = new NameServer();
  const [port, plainPort, nobodysPort] = [await freePort(), await freePort(), await freePort()];
  const main = await installNginx(root);
  const release = await unpack(root, 'nginx', { site });
  await adaptNginx(release, { port, plainPort, apiPort, apiName, trusted, signInPort: relayAuth?.signInPort ?? nobodysPort });
  await writeFile(join(root, 'etc/resolv.conf'), 'nameserver 127.0.0.1\n');
  await install(root, release);

  const setting = (/** @type {string} */ name) => join(root, 'etc/whereabouts', name);
  const edits = {
    ...settings,
    'resolver 127.0.0.1 ': `resolver 127.0.0.1:${await nameServer.listen()} `,
    ...(!relayAuth && { 'include whereabouts/token-of-relay.conf;': 'include whereabouts/token-of-person.conf;' }),
  };
  await edit(setting('site.conf'), edits);
  await edit(setting('certificate.conf'), {
    '/etc/ssl/certs/ssl-cert-snakeoil.pem': pair.certificate,
    '/etc/ssl/private/ssl-cert-snakeoil.key': pair.key,
  });
  if (relayAuth) {
    await edit(setting('token.conf'), { 'the_API_token_is_missing;': `proxy_set_header auth "${relayAuth.token}";` });
    const lines = Object.entries(relayAuth.people).map(([address, userId]) => `${address} ${userId};\n`);
    await writeFile(setting('people.map'), lines.join(''));
  }

  if (missing) await rm(setting(missing));

  const { output, stop } = await serve(NGINX, ['-c', main, '-g', 'daemon off;'], { port });
  const logs = async () => {
    const files = ['whereabouts.log', 'access.log', 'error.log'].map((name) => readFile(join(root, 'var/log/nginx', name), 'utf8').catch(() => ''));
    return [output(), ...(await Promise.all(files))].join('\n');
  };
  return {
    port,
    plainPort,
    root,
    logs,
    async stop() {
      await stop();
      await nameServer.stop();
    },
  };
}
