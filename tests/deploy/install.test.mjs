/** Runs the commands of docs/deploy.md below a temporary root, with the real servers. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { cp, mkdir, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import tls from 'node:tls';
import { after, before, describe, it } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { pathFrom } from './api.mjs';
import { CADDY, adaptCaddy, installCaddy } from './caddy.mjs';
import { edit, freePort } from './configuration.mjs';
import { NameServer } from './name_server.mjs';
import { NGINX, adaptNginx, installNginx } from './nginx.mjs';
import { SITE_NAME, exchange, request } from './raw_http.mjs';
import { unpack } from './release.mjs';
import { ME } from './requests.mjs';
import { Setting } from './setting.mjs';
import { SignInService } from './sign_in_service.mjs';

const GUIDE = readFileSync(pathFrom('../../docs/deploy.md'), 'utf8');

/** The commands below a heading of the guide. @param {string} heading */
function commands(heading) {
  const [, section = ''] = new RegExp(`^#+ ${heading}\n(.*?)(?=^#)`, 'ms').exec(GUIDE) ?? [];
  const lines = section.split('\n').filter((line) => line.startsWith('    ')).map((line) => line.trim());
  assert.ok(lines.length > 0, heading);
  return lines;
}

/** What stands in for a service of systemd, and for programs that ask someone. Each is a shell script. */
const STUBS = {
  apt: ':',
  certbot: ':',
  // Applies the edit for this file: a shell script that gets the file as its argument.
  editor: 'bash "$ROOT/edits/$(basename "$1")" "$1"',
  nginx: `exec ${NGINX} -c "$ROOT/etc/nginx/nginx.conf" "$@"`,
  caddy: `exec ${CADDY} "$@"`,
  systemctl: `
case "$*" in
  'daemon-reload') ;;
  'reload nginx') if [ -s "$ROOT/run/nginx.pid" ]; then nginx -s reload; else nginx; fi ;;
  'reload caddy') caddy reload --config "$ROOT/etc/caddy/Caddyfile" --force ;;
  'restart caddy')
    if [ -s "$ROOT/run/caddy.pid" ]; then kill "$(cat "$ROOT/run/caddy.pid")"; sleep 1; fi
    dropin=$ROOT/etc/systemd/system/caddy.service.d/whereabouts.conf
    set -a; . "$(sed -n 's/^EnvironmentFile=//p' "$dropin")"; set +a
    "$(sed -n 's/^ExecStartPre=//p' "$dropin")"
    caddy run --config "$ROOT/etc/caddy/Caddyfile" 2>>"$ROOT/caddy.log" & echo $! >"$ROOT/run/caddy.pid" ;;
  *) echo "unexpected: systemctl $*" >&2; exit 1 ;;
esac`,
};

/** A machine on which an administrator follows the guide. */
class Machine {
  /** @param {Setting} setting @param {'nginx' | 'caddy'} server */
  constructor(setting, server) {
    this.setting = setting;
    this.server = server;
    this.root = join(setting.folder, server);
    this.signIn = new SignInService();
    this.nameServer = new NameServer();
    this.port = 0;
    this.plainPort = 0;
    this.release = { apiPort: 0, signInPort: 0, trusted: setting.authority.certificate };
    /** Options of deploy/people. @type {string[]} */
    this.people = [];
  }

  async prepare() {
    await mkdir(join(this.root, 'bin'), { recursive: true });
    await mkdir(join(this.root, 'edits'));
    await mkdir(join(this.root, 'opt'));
    for (const [name, script] of Object.entries(STUBS)) {
      await writeFile(join(this.root, 'bin', name), `#!/bin/bash\nset -e\n${script}\n`, { mode: 0o755 });
    }
    await (this.server === 'nginx' ? installNginx : installCaddy)(this.root);
    await writeFile(join(this.root, 'etc/resolv.conf'), 'search example.org\nnameserver 127.0.0.1\nnameserver ::1\nnameserver fe80::1%eth0\n');
    [this.port, this.plainPort] = [await freePort(), await freePort()];
    const directory = await this.setting.api({ pair: this.setting.authority.issue('localhost') });
    const test = this.server === 'nginx' ? [] : ['--test', `'caddy validate --config ${this.root}/etc/caddy/Caddyfile'`];
    this.people = [...test, '--api', `https://localhost:${directory.port}/api/v1`, '--ca', this.setting.authority.certificate, '--settings', join(this.root, 'etc/whereabouts')];
    this.release.apiPort = (await this.setting.api()).port;
    this.release.signInPort = await this.signIn.listen();
  }

  /** Makes the archive of a release, with a page that names its version. @param {string} version */
  async makeArchive(version) {
    const folder = await unpack(this.root, this.server, { version, site: 'not a link' });
    const release = `whereabouts-${version}`;
    const opt = join(this.root, 'opt');
    await rm(join(opt, release, 'site'));
    await mkdir(join(opt, release, 'site'));
    await writeFile(join(opt, release, 'site/index.html'), `page of ${version}`);
    const options = { ...this.release, port: this.port, plainPort: this.plainPort };
    await (this.server === 'nginx' ? adaptNginx : adaptCaddy)(folder, options);
    await promisify(execFile)('tar', ['-C', opt, '-czf', join(this.root, `${release}.tar.gz`), release]);
    await rm(join(opt, release), { recursive: true });
  }

  /** Says what to write into a file when a command opens the editor. @param {string} file @param {string} script */
  async willEdit(file, script) {
    await writeFile(join(this.root, 'edits', file), script);
  }

  /**
   * Runs commands of the guide in one shell, and returns what they print.
   * @param {string[]} lines
   * @param {{ version?: string, previous?: string }} [versions]
   */
  async run(lines, { version = '', previous = '' } = {}) {
    const script = lines
      .join('\n')
      .replaceAll('X.Y.Z', version)
      .replaceAll('PREVIOUS', previous)
      .replaceAll(/(?<=^|[\s'"])\/(?=(opt|etc|var)\b|\s)/gm, `${this.root}/`)
      .replaceAll(/\S+\/deploy\/people/g, (program) => [program, ...this.people].join(' '))
      .replaceAll('-g caddy ', '');
    const env = {
      ...process.env,
      ROOT: this.root,
      DESTDIR: this.root,
      PATH: `${this.root}/bin:${process.env['PATH']}`,
      SSL_CERT_FILE: this.setting.authority.certificate,
      XDG_DATA_HOME: this.root,
      XDG_CONFIG_HOME: this.root,
    };
    const output = join(this.root, 'output');
    // A service that a command starts must not hold the output open.
    await promisify(execFile)('bash', ['-c', `{ set -e\n${script}\n} >"$ROOT/output" 2>&1`], { env, cwd: this.root }).catch(async (error) => {
      throw new Error(`${error.message}\n${await readFile(output, 'utf8')}`);
    });
    return readFile(output, 'utf8');
  }

  /** @param {string} target @param {string} [cookie] */
  get(target, cookie) {
    return exchange(this.port, request('GET', target, cookie ? { cookie } : {}));
  }

  /** Waits until a condition holds, because the servers reload in the background. @param {() => Promise<boolean>} condition */
  async until(condition) {
    for (const start = Date.now(); Date.now() - start < 10_000; ) {
      if (await condition().catch(() => false)) return;
      await wait(50);
    }
    assert.fail(`never became true: ${condition}`);
  }

  /** @param {string} text */
  async untilPageIs(text) {
    await this.until(async () => String((await this.get('/', 'session=ada')).body) === text);
  }

  /** @param {string} name */
  pathOf(name) {
    return join(this.root, 'etc/whereabouts', name);
  }

  /** The text of every setting. */
  async settings() {
    const names = (await readdir(this.pathOf(''))).sort();
    return Promise.all(names.map(async (name) => `${name}: ${await readFile(this.pathOf(name), 'utf8')}`));
  }

  /** For how many days the certificate of the site is still valid. */
  async daysOfCertificate() {
    const socket = tls.connect({ host: '127.0.0.1', port: this.port, servername: SITE_NAME, rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const { valid_to: end } = socket.getPeerCertificate();
    socket.destroy();
    return (Date.parse(end) - Date.now()) / 86_400_000;
  }

  /** The process that serves the page. */
  async process() {
    return Number(await readFile(join(this.root, 'run', `${this.server}.pid`), 'utf8'));
  }

  async stop() {
    const pid = await this.process().catch(() => 0);
    if (pid) process.kill(pid);
    await this.signIn.stop();
  }
}

/** The settings that the guide says to edit: what to write into which file. */
const EDITS = {
  nginx: (/** @type {Machine} */ { setting: { sandbox, sitePair } }) => ({
    'name.conf': `sed -i 's/status.example.org/${SITE_NAME}/' "$1"`,
    'token.conf': `sed -i '$d' "$1"; echo 'proxy_set_header auth "${sandbox.token}";' >>"$1"`,
    'certificate.conf': `sed -i 's|/etc/ssl/certs/ssl-cert-snakeoil.pem|${sitePair.certificate}|; s|/etc/ssl/private/ssl-cert-snakeoil.key|${sitePair.key}|' "$1"`,
  }),
  caddy: (/** @type {Machine} */ { setting: { sandbox, sitePair } }) => ({
    // No certificate from Let's Encrypt without a network.
    'site.caddy': `sed -i 's/status.example.org {/${SITE_NAME} {/; s|# tls .*|tls ${sitePair.certificate} ${sitePair.key}|' "$1"`,
    'caddy.env': `sed -i 's/^WHEREABOUTS_TOKEN=.*/WHEREABOUTS_TOKEN=${sandbox.token}/' "$1"`,
  }),
};

for (const server of /** @type {const} */ (['nginx', 'caddy'])) {
  const name = server === 'nginx' ? 'nginx' : 'Caddy';
  /** The commands of "Afterwards" are for nginx, and the guide says what replaces them. @param {string} heading */
  const afterwards = (heading) =>
    commands(heading).map((line) =>
      server === 'nginx' ? line : line.replace(/deploy\/nginx\/install && .*/, 'deploy/caddy/install && systemctl daemon-reload && systemctl reload caddy'),
    );

  describe(`an installation on ${name} by the commands of the guide`, () => {
    /** @type {Setting} */ let setting;
    /** @type {Machine} */ let machine;
    before(async () => {
      setting = await Setting.make();
      machine = new Machine(setting, server);
      await machine.prepare();
      for (const version of ['1.0.0', '1.1.0']) await machine.makeArchive(version);
    });
    after(async () => {
      await machine.stop();
      await setting.stop();
    });

    it('does not start without a token, and says so', async () => {
      const [apt = '', tar = '', install = '', ...rest] = commands(name);
      assert.match(await machine.run([apt, tar, install], { version: '1.0.0' }), /created .*whereabouts/);
      if (server === 'nginx') {
        const resolver = /^resolver (.*) valid/m.exec(await readFile(machine.pathOf('site.conf'), 'utf8'))?.[1];
        assert.equal(resolver, '127.0.0.1 [::1]');
        // The test's own name server has another port, and nothing listens at [::1].
        await edit(machine.pathOf('site.conf'), { 'resolver 127.0.0.1 [::1] ': `resolver 127.0.0.1:${await machine.nameServer.listen()} ` });
        const certificate = EDITS.nginx(machine)['certificate.conf'];
        await machine.willEdit('certificate.conf', certificate);
        await machine.run(['editor /etc/whereabouts/certificate.conf']);
      } else {
        // Without the network, the site needs a certificate of its own from the start.
        await machine.willEdit('site.caddy', EDITS.caddy(machine)['site.caddy']);
        await machine.run(['editor /etc/whereabouts/site.caddy']);
      }
      const start = rest.filter((line) => line.includes('systemctl')).slice(0, 1);
      await assert.rejects(machine.run(start), server === 'nginx' ? /unknown directive "the_API_token_is_missing" in .*token\.conf/ : /The API token is missing in .*caddy\.env/);
    });

    it('serves the page and the relay, and links nobody before there is a list', async () => {
      for (const [file, script] of Object.entries(EDITS[server](machine))) await machine.willEdit(file, script);
      // The commands again, as after a mistake.
      const lines = server === 'nginx' ? commands(name) : commands(name).slice(0, -3);
      await machine.run(lines, { version: '1.0.0' });
      await machine.untilPageIs('page of 1.0.0');
      assert.equal((await machine.get(ME)).status, 401);
      const response = await machine.get(ME, 'session=ada');
      assert.deepEqual(JSON.parse(String(response.body)).errors, ['not linked']);
      assert.equal((await stat(machine.pathOf(server === 'nginx' ? 'token.conf' : 'caddy.env'))).mode & 0o777, 0o600);
    });

    it('adds and removes a person, without a restart', async () => {
      const pid = await machine.process();
      for (const [line, status] of [['ada@example.org 1', 200], ['ada@example.org -', 403], ['ada@example.org 1', 200]]) {
        await machine.willEdit('people.txt', `echo "${line}" >"$1"`);
        await machine.run(commands('Add or remove a person'));
        await machine.until(async () => (await machine.get(ME, 'session=ada')).status === status);
      }
      assert.equal(await machine.process(), pid);
      process.kill(pid, 0);
    });

    it('changes the page and no setting in an update, and goes back', async () => {
      const settings = await machine.settings();
      const pid = await machine.process();
      await machine.run(afterwards('Update'), { version: '1.1.0' });
      await machine.untilPageIs('page of 1.1.0');
      assert.deepEqual(await machine.settings(), settings);
      await machine.until(async () => (await machine.get(ME, 'session=ada')).status === 200);

      await machine.run(afterwards('Roll back'), { previous: '1.0.0' });
      await machine.untilPageIs('page of 1.0.0');
      assert.deepEqual(await machine.settings(), settings);
      await machine.until(async () => (await machine.get(ME, 'session=ada')).status === 200);
      assert.equal(await machine.process(), pid);
    });

    it('creates a setting that is missing after an update', async () => {
      const missing = machine.pathOf(server === 'nginx' ? 'http.conf' : 'people.caddy');
      const text = await readFile(missing, 'utf8');
      await rm(missing);
      assert.match(await machine.run(afterwards('Update'), { version: '1.1.0' }), new RegExp(`created ${missing}`));
      await writeFile(missing, text);
    });

    if (server === 'caddy') {
      it('uses a certificate of its own', async () => {
        const pair = setting.authority.issue(SITE_NAME, { days: 9 });
        await cp(pair.certificate, join(machine.root, 'site.pem'));
        await cp(pair.key, join(machine.root, 'site.key'));
        await machine.willEdit('site.caddy', `sed -i "s|tls .*|tls $ROOT/etc/whereabouts/site.pem $ROOT/etc/whereabouts/site.key|" "$1"`);
        await machine.run(commands('Caddy').slice(-3));
        assert.equal((await stat(machine.pathOf('site.key'))).mode & 0o777, 0o640);
        await machine.until(async () => (await machine.daysOfCertificate()) > 8);
      });
    }

    it('works with a new token, and is backed up with it', async () => {
      const file = server === 'nginx' ? 'token.conf' : 'caddy.env';
      await machine.willEdit(file, `sed -i 's/${setting.sandbox.token}/N3W-T0KEN/' "$1"`);
      const [editor = '', reload = ''] = commands('Replace the token');
      await machine.run(server === 'nginx' ? [editor, reload] : [editor.replace('token.conf', file), 'systemctl restart caddy']);
      // The API refuses this token.
      await machine.until(async () => (await machine.get(ME, 'session=ada')).status === 403);
      await machine.run(commands('Back up'));
      const { stdout } = await promisify(execFile)('tar', ['-xzOf', join(machine.root, 'whereabouts-settings.tar.gz'), `etc/whereabouts/${file}`]);
      assert.match(stdout, /N3W-T0KEN/);
    });
  });
}

describe('the install script', () => {
  /** @type {Setting} */ let setting;
  before(async () => void (setting = await Setting.make()));
  after(() => setting.stop());

  it('for nginx leaves files alone that were copied by hand', async () => {
    const machine = new Machine(setting, 'nginx');
    await machine.prepare();
    await machine.makeArchive('1.0.0');
    await mkdir(join(machine.root, 'etc/nginx/whereabouts'));
    await assert.rejects(machine.run(commands('nginx').slice(0, 3), { version: '1.0.0' }), /etc\/nginx\/whereabouts is not a link\. Move it away/);
    await machine.stop();
  });

  it('for Caddy leaves a Caddyfile alone that is in use', async () => {
    const machine = new Machine(setting, 'caddy');
    await machine.prepare();
    await machine.makeArchive('1.0.0');
    const file = join(machine.root, 'etc/caddy/Caddyfile');
    await writeFile(file, 'other.example.org {\n}\n');
    await assert.rejects(machine.run(commands('Caddy').slice(0, 3), { version: '1.0.0' }), /Caddyfile is in use/);
    assert.equal(await readFile(file, 'utf8'), 'other.example.org {\n}\n');
    await machine.stop();
  });
});
