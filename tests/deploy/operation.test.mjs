/** Tests what an administrator needs to run the servers: logs, monitoring, certificates, other proxies. */

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import net from 'node:net';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathFrom } from './api.mjs';
import { request } from './raw_http.mjs';
import { FILES, SERVERS, Setting } from './setting.mjs';
import { SignInService } from './sign_in_service.mjs';

const STATUSES = '/api/v1/users/1/statuses';
const BODY = 'status=WFH';
/** The combined log format, as goaccess and awstats read it. */
const COMBINED = /^(?<address>\S+) - (?<name>\S+) \[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d [+-]\d{4}\] "(?<request>[A-Z]+ \/[^" ]* HTTP\/[\d.]+|-)" (?<status>\d{3}) \d+ "-" "-"$/;

/** @param {number} port @param {string} text Sends text without TLS, and returns the response. */
async function sendPlain(port, text) {
  const socket = net.connect(port, '127.0.0.1');
  socket.write(text);
  let response = '';
  socket.on('data', (chunk) => (response += chunk));
  await once(socket, 'close');
  return response;
}

/** @type {Setting} */ let setting;
/** @type {SignInService} */ let signIn;
/** @type {import('./api.mjs').RecordedApi} */ let api;
/** @type {NonNullable<import('./configuration.mjs').Deployment['relayAuth']>} */ let relayAuth;
before(async () => {
  setting = await Setting.make();
  signIn = new SignInService();
  api = await setting.api();
  relayAuth = { token: setting.sandbox.token, signInPort: await signIn.listen(), people: { 'ada@example.org': '1' } };
});
after(async () => {
  await setting.stop();
  await signIn.stop();
});

/** The lines of nginx's own log. @param {import('./setting.mjs').Site} site */
async function logLines(site) {
  await site.logs();
  return readFileSync(join(site.root, 'var/log/nginx/whereabouts.log'), 'utf8').trimEnd().split('\n');
}

for (const name of SERVERS) {
  describe(`${name} for its administrator`, () => {
    for (const holder of ['relay', 'person']) {
      it(`responds to monitoring without a log line, with the token of the ${holder}`, async () => {
        const site = await setting.serve(name, { apiPort: api.port, debug: false, ...(holder === 'relay' && { relayAuth }) });
        const response = await site.get('/healthz');
        assert.equal(response.status, 200);
        assert.equal(String(response.body), 'ok');
        await site.get('/sw.js');
        const logs = await site.logs(/sw\.js/);
        assert.match(logs, /sw\.js/);
        assert.doesNotMatch(logs, /healthz/);
      });
    }

    it('serves a page that was built for a path below the root', async () => {
      const line = { nginx: '# rewrite ^/status(/.*) $1;', Caddy: '# uri strip_prefix /status' }[name];
      const site = await setting.serve(name, { apiPort: api.port, settings: { [line]: line.slice(2) } });
      for (const path of ['/status/', '/status/history']) assert.equal(String((await site.get(path)).body), FILES['index.html'], path);
      assert.equal(String((await site.get('/status/whereabouts-0a1.js')).body), FILES['whereabouts-0a1.js']);
      api.clear();
      assert.equal((await site.get(`/status${STATUSES}`)).status, 403);
      assert.equal(api.received, '');
      assert.equal((await site.get(STATUSES, { auth: setting.sandbox.token })).status, 200);
    });
  });
}

describe('the log of nginx', () => {
  it('has the combined format, the real method, and neither a query nor a name', async () => {
    const site = await setting.serve('nginx', { apiPort: api.port, relayAuth });
    const ada = { cookie: 'session=ada', origin: 'https://status.example.org', referer: 'https://status.example.org/?T0KEN', 'user-agent': 'T0KEN' };
    await site.post(STATUSES, BODY, ada);
    await site.post('/api/v1/projects?auth=T0KEN', BODY, ada);
    await site.post('/api/v1/users/2/statuses', BODY, ada);
    await site.get('/?status=T0KEN', ada);
    await site.get('/');
    await site.send('T0KEN\r\n\r\n');
    const lines = await logLines(site);
    const parsed = lines.map((line) => COMBINED.exec(line)?.groups ?? { request: line });
    assert.deepEqual(parsed.map(({ request, status }) => `${request} ${status}`), [
      `POST ${STATUSES} HTTP/1.1 200`,
      'POST /api/v1/projects HTTP/1.1 403',
      'POST /api/v1/users/2/statuses HTTP/1.1 403',
      'GET / HTTP/1.1 200',
      'GET / HTTP/1.1 302',
      '- 400',
    ]);
    assert.ok(parsed.every(({ name }) => name === '-'));
    assert.doesNotMatch(lines.join('\n'), /T0KEN|ada/);
  });

  it('names the person who signed in, if a setting says so', async () => {
    const settings = { 'whereabouts.log whereabouts;': 'whereabouts.log whereabouts_with_names;' };
    const site = await setting.serve('nginx', { apiPort: api.port, relayAuth, settings });
    await site.get(STATUSES, { cookie: 'session=ada' });
    await site.get('/sw.js');
    const names = (await logLines(site)).map((line) => COMBINED.exec(line)?.groups?.['name']);
    assert.deepEqual(names, ['ada@example.org', '-']);
  });

  it('has the address that a trusted proxy names, and no other', async () => {
    const lines = ['# set_real_ip_from 10.0.0.1;', '# real_ip_header X-Forwarded-For;', '# real_ip_recursive on;'];
    const settings = Object.fromEntries(lines.map((line) => [line, line.slice(2).replace('10.0.0.1', '127.0.0.1')]));
    const behind = await setting.serve('nginx', { apiPort: api.port, settings });
    // The client made up the first address. The second one is from the proxy.
    await behind.get('/sw.js', { 'x-forwarded-for': '192.0.2.66, 192.0.2.7' });
    const direct = await setting.serve('nginx', { apiPort: api.port });
    await direct.get('/sw.js', { 'x-forwarded-for': '192.0.2.66' });
    const [[first = ''], [second = '']] = [await logLines(behind), await logLines(direct)];
    assert.equal(COMBINED.exec(first)?.groups?.['address'], '192.0.2.7');
    assert.equal(COMBINED.exec(second)?.groups?.['address'], '127.0.0.1');
  });
});

describe('nginx', () => {
  it("serves the files of Let's Encrypt's challenge over HTTP, and nothing else", async () => {
    const site = await setting.serve('nginx', { apiPort: api.port });
    execFileSync('mkdir', ['-p', join(site.root, 'var/www/acme/.well-known/acme-challenge')]);
    await writeFile(join(site.root, 'var/www/acme/.well-known/acme-challenge/abc-1_D'), 'the answer');
    const challenge = await sendPlain(site.plainPort, request('GET', '/.well-known/acme-challenge/abc-1_D'));
    assert.match(challenge, /^HTTP\/1\.1 200 /);
    assert.ok(challenge.endsWith('the answer'));
    assert.match(await sendPlain(site.plainPort, request('GET', '/.well-known/acme-challenge/missing')), /^HTTP\/1\.1 404 /);
    assert.match(await sendPlain(site.plainPort, request('GET', '/.well-known/other')), /^HTTP\/1\.1 301 /);
  });

  it('starts without a list of people, and with 5,000 people', async () => {
    const people = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`person.${index}@department.example.org`, String(index + 1)]));
    const site = await setting.serve('nginx', { apiPort: api.port, relayAuth: { ...relayAuth, people } });
    assert.doesNotMatch(await site.logs(), /map_hash/);
    const nobody = await setting.serve('nginx', { apiPort: api.port, relayAuth, missing: 'people.map' });
    const response = await nobody.get('/api/v1/users/me', { cookie: 'session=ada' });
    assert.deepEqual(JSON.parse(String(response.body)).errors, ['not linked']);
  });
});

describe('Caddy', () => {
  it('logs why it could not reach the API or the sign-in service, without a query', async () => {
    for (const options of [{ apiPort: 9 }, { apiPort: 9, relayAuth: { ...relayAuth, signInPort: null } }]) {
      const site = await setting.serve('Caddy', { ...options, debug: false });
      await site.get(`${STATUSES}?page=1`, { auth: 'T0KEN', cookie: 'session=ada' });
      const logs = await site.logs(/connection refused/);
      assert.match(logs, /"logger":"http\.log\.error.*"msg":"dial tcp 127\.0\.0\.1:\d+: connect: connection refused"/);
      assert.doesNotMatch(logs, /T0KEN|session=|page=1/);
    }
  });

  it('starts without a list of people', async () => {
    const site = await setting.serve('Caddy', { apiPort: api.port, relayAuth, missing: 'people.caddy' });
    const response = await site.get('/api/v1/users/me', { cookie: 'session=ada' });
    assert.deepEqual(JSON.parse(String(response.body)).errors, ['not linked']);
  });

  it("has an admin API that only Caddy's own user and root can reach, and that doesn't show the token", async () => {
    const site = await setting.serve('Caddy', { apiPort: api.port, relayAuth });
    const socket = join(site.root, 'run/caddy-admin/socket');
    const ask = (/** @type {string[]} */ ...prefix) => {
      const [program = '', ...args] = [...prefix, 'curl', '--silent', '--unix-socket', socket, '-H', 'Host;', 'http://localhost/config/'];
      return execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    };
    const config = ask();
    assert.match(config, /"apps"/);
    assert.ok(!config.includes(relayAuth.token));
    if (process.getuid?.() === 0) assert.throws(() => ask('setpriv', '--reuid=65534', '--clear-groups'), /curl/);
    // systemd creates the folder of the socket.
    const unit = readFileSync(pathFrom('../../deploy/caddy/whereabouts.service.conf'), 'utf8');
    assert.match(unit, /^RuntimeDirectory=caddy-admin\nRuntimeDirectoryMode=0700$/m);
  });
});
