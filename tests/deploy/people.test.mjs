/** Tests deploy/people: what it writes, what it refuses to write, and that the servers understand it. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import https from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { pathFrom } from './api.mjs';
import { Authority, read } from './certificates.mjs';
import { freePort, serve } from './configuration.mjs';

const PEOPLE = pathFrom('../../deploy/people');
const NGINX = pathFrom('../../.tools/debian/usr/sbin/nginx');
const CADDY = pathFrom('../../.tools/debian/usr/bin/caddy');
const TOKEN = 'T0KEN/of+the=organisation';
const HEADING = '# Written by deploy/people. Put changes into people.txt instead.\n';

/** @typedef {{ id: unknown, email: unknown, archived?: boolean }} User */

/** @type {string} */ let folder;
/** @type {string} */ let settings;
/** @type {Authority} */ let authority;
/** @type {https.Server} */ let server;
/** What the fake API responds. @type {(url: URL) => { status?: number, body?: unknown, text?: string, location?: string }} */ let respond;
/** @type {{ url: string, auth: unknown }[]} */ let requests;

/** @param {string} name */
const inSettings = (name) => join(settings, name);
const readMap = () => readFile(inSettings('people.map'), 'utf8');
const reloads = () => readFile(join(folder, 'reloads'), 'utf8').catch(() => '');

/** A list of one page. @param {User[]} data */
const list = (...data) => ({ body: { data, paging: { next: null } } });

/** @param {number} count */
const colleagues = (count) => Array.from({ length: count }, (_, index) => ({ id: index + 1, email: `user${index + 1}@example.org` }));

/** Runs deploy/people. @param {string[]} options */
const people = (...options) => run([PEOPLE], ...options);

/** @param {string[]} command @param {string[]} options @returns {Promise<{ code: number, stdout: string, stderr: string }>} */
async function run([program = '', ...before], ...options) {
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const all = [...before, '--settings', settings, '--api', `https://localhost:${port}/api/v1`, '--ca', authority.certificate, '--test', 'true', '--reload', `sh -c "echo reloaded >>${folder}/reloads"`, ...options];
  return new Promise((resolve) => {
    execFile(program, all, (error, stdout, stderr) => {
      assert.doesNotMatch(stdout + stderr, /T0KEN|Traceback/);
      resolve({ code: Number(error?.code ?? 0), stdout, stderr });
    });
  });
}

/** Checks that the old list stays. @param {RegExp} sentence @param {string[]} options */
async function refuses(sentence, ...options) {
  const old = await readMap().catch(() => null);
  await assertRefusal(await people(...options), sentence, old);
}

/** @param {{ code: number, stderr: string }} result @param {RegExp} sentence @param {string | null} old */
async function assertRefusal({ code, stderr }, sentence, old) {
  assert.equal(code, 1);
  assert.match(stderr, sentence);
  assert.match(stderr, /The old list stays in place\.\n$/);
  assert.equal(await readMap().catch(() => null), old);
  assert.deepEqual((await readdir(settings)).filter((name) => name.startsWith('.')), []);
}

/** Checks what is in the map. @param {string[]} entries */
async function writes(...entries) {
  const { code, stderr, stdout } = await people();
  assert.equal(code, 0, stderr);
  assert.equal(await readMap(), HEADING + entries.map((entry) => `${entry};\n`).join(''));
  return { stderr, stdout };
}

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'whereabouts-people-'));
  await chmod(folder, 0o755);
  authority = new Authority(folder, 'trusted');
  server = https.createServer(read(authority.issue('localhost')), ({ url = '', headers }, response) => {
    requests.push({ url, auth: headers.auth });
    const { status = 200, body, text = JSON.stringify(body), location } = respond(new URL(url, 'https://localhost'));
    response.writeHead(status, location ? { location } : {}).end(text);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});

beforeEach(async () => {
  requests = [];
  respond = () => list({ id: 1, email: 'ada@example.org' });
  settings = await mkdtemp(join(folder, 'settings-'));
  await rm(join(folder, 'reloads'), { force: true });
  await writeFile(inSettings('token.conf'), `# the token\nproxy_set_header auth "${TOKEN}";\n`);
});

after(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

describe('the list of people', () => {
  it('comes from every page of the API', async () => {
    const pages = [[{ id: 2, email: 'Grace.Hopper@Example.org' }], [{ id: 1, email: 'ada+rm@example.org' }], [{ id: 3, email: 'alan@sub.example.org' }]];
    respond = ({ searchParams }) => {
      const page = Number(searchParams.get('page'));
      return { body: { data: pages[page - 1], paging: { next: page < 3 ? `/api/v1/users?page=${page + 1}` : null } } };
    };
    const { stdout } = await writes('ada+rm@example.org 1', 'alan@sub.example.org 3', 'grace.hopper@example.org 2');
    assert.match(stdout, /people\.map has changed\. Addresses: 3, of which 3 are from Resource Management and 0 from people\.txt/);
    assert.deepEqual(requests, [1, 2, 3].map((page) => ({ url: `/api/v1/users?page=${page}&per_page=1000`, auth: TOKEN })));
    assert.equal(await reloads(), 'reloaded\n');
  });

  it('leaves out archived users and those without an address', async () => {
    respond = () => list({ id: 1, email: 'ada@example.org', archived: false }, { id: 2, email: 'gone@example.org', archived: true }, { id: 3, email: null }, { id: 4, email: '' });
    assert.equal((await writes('ada@example.org 1')).stderr, '');
  });

  it('contains nothing that could change the configuration of a server', async () => {
    const hostile = [
      'a@b.org 1; } evil {', 'a@b.org;', 'a"@b.org', "a'@b.org", 'a{@b.org', 'a}@b.org', 'a$b@b.org', '~a@b.org', 'a\n@b.org', 'a@b.org\n', 'a\t@b.org', ' a@b.org',
      'a@b.org ', '#a@b.org', 'a\\@b.org', 'a(b)@b.org', 'a|b@b.org', 'a*@b.org', '*.b.org', '.b.org', 'default', 'include', 'hostnames', 'volatile', 'include@', '@b.org', 'a@b',
      'a@@b.org', 'a@b@c.org', 'a@.org', 'a@b..org', 'a@b.org.', 'a\u0000@b.org', 'a\u001b[2J@b.org', '\u212Aelvin@b.org', '\u017Fam@b.org', 'a\u00e9@b.org', '\uff41@b.org', `${'a'.repeat(249)}@b.org`,
      7, true, ['a@b.org'], { a: 1 },
    ];
    respond = () => list({ id: 1, email: 'ada@example.org' }, { id: 2, email: `${'a'.repeat(248)}@b.org` }, ...hostile.map((email) => ({ id: 9, email })));
    const { stderr } = await writes(`${'a'.repeat(248)}@b.org 2`, 'ada@example.org 1');
    assert.equal(stderr.match(/^Warning: .* was left out\.$/gm)?.length, hostile.length);
    // Control characters could change a terminal's state.
    assert.match(stderr, /^[\n -~]+$/);
  });

  it('contains only valid user IDs', async () => {
    const ids = [0, -1, 1.5, 1e18, 1e30, '2', '1; }', null, true, [], {}, undefined];
    respond = () => list({ id: 999999999999999, email: 'ada@example.org' }, ...ids.map((id, index) => ({ id, email: `user${index}@example.org` })));
    const { stderr } = await writes('ada@example.org 999999999999999');
    assert.equal(stderr.match(/^Warning: /gm)?.length, ids.length);
  });

  it('leaves out an address that belongs to several users', async () => {
    respond = () => list({ id: 1, email: 'ada@example.org' }, { id: 2, email: 'both@example.org' }, { id: 3, email: 'Both@example.org' }, { id: 1, email: 'ADA@example.org' });
    const { stderr } = await writes('ada@example.org 1');
    assert.match(stderr, /^Warning: both@example\.org belongs to the users \[2, 3\], so it was left out\. Choose one in people\.txt\.\n$/);
  });

  it('prefers people.txt to the API', async () => {
    respond = () => list({ id: 1, email: 'ada@example.org' }, { id: 2, email: 'both@example.org' }, { id: 3, email: 'both@example.org' }, { id: 4, email: 'Alan@example.org' });
    await writeFile(inSettings('people.txt'), '# Our own list\n\nada@example.org 11 # moved\n  Both@Example.org\t2\r\nnew@example.org 5\nalan@example.org -\n');
    const { stdout, stderr } = await writes('ada@example.org 11', 'both@example.org 2', 'new@example.org 5');
    assert.match(stdout, /Addresses: 3, of which 0 are from Resource Management and 3 from people\.txt\. people\.txt leaves out 1\./);
    assert.equal(stderr, '');
  });

  it('needs no API with --hand-kept-only', async () => {
    await rm(inSettings('token.conf'));
    await writeFile(inSettings('people.txt'), 'ada@example.org 1');
    const { code } = await people('--hand-kept-only', '--server', 'nginx');
    assert.equal(code, 0);
    assert.equal(await readMap(), `${HEADING}ada@example.org 1;\n`);
    assert.deepEqual(requests, []);
  });

  it('takes the token for Caddy from caddy.env', async () => {
    await rm(inSettings('token.conf'));
    await writeFile(inSettings('caddy.env'), `# the token\nWHEREABOUTS_TOKEN=${TOKEN}\n`);
    respond = () => list({ id: 1, email: 'ada.l-b+rm_x@example.org' });
    assert.equal((await people()).code, 0);
    assert.equal(await readFile(inSettings('people.caddy'), 'utf8'), `${HEADING}~(?i)^ada\\.l\\-b\\+rm_x@example\\.org$ 1\n`);
    assert.equal(requests[0]?.auth, TOKEN);
  });

  it('keeps the mode of the file', async () => {
    await writeFile(inSettings('people.map'), '', { mode: 0o640 });
    await people();
    assert.equal((await stat(inSettings('people.map'))).mode & 0o777, 0o640);
    await rm(inSettings('people.map'));
    await people();
    assert.equal((await stat(inSettings('people.map'))).mode & 0o777, 0o644);
  });
});

describe('a new list is refused', () => {
  beforeEach(() => writeFile(inSettings('people.map'), `${HEADING}${colleagues(10).map(({ id, email }) => `${email} ${id};\n`).join('')}`));

  it('if it is empty', async () => {
    respond = () => list();
    await refuses(/^The new list is empty\./, '--accept-smaller');
  });

  it('if it has lost more than a fifth of its addresses', async () => {
    respond = () => list(...colleagues(7));
    await refuses(/^The new list has 7 addresses instead of 10\. If this is right, use --accept-smaller\./);
    assert.equal((await people('--accept-smaller')).code, 0);
    assert.equal((await readMap()).split('\n').length, 9);
  });

  it('but not if it has lost a fifth, or one person of a small team', async () => {
    respond = () => list(...colleagues(8));
    assert.equal((await people()).code, 0);
    await writeFile(inSettings('people.map'), 'ada@example.org 1;\n\n# a comment\ngrace@example.org 2;\n');
    respond = () => list(...colleagues(1));
    assert.equal((await people()).code, 0);
  });

  it('if the API refuses the token', async () => {
    for (const status of [401, 403]) {
      respond = () => ({ status, body: { message: 'no' } });
      await refuses(new RegExp(`^The API refused the token \\(status ${status}\\)\\.`));
    }
  });

  it('if the API responds with an error or a redirect', async () => {
    for (const status of [404, 429, 500, 503]) {
      respond = () => ({ status, body: list(...colleagues(10)).body });
      await refuses(new RegExp(`^The API responded with status ${status}`));
    }
    respond = ({ pathname }) => (pathname === '/elsewhere' ? list(...colleagues(10)) : { status: 302, location: '/elsewhere' });
    await refuses(/^The API responded with status 302/);
    assert.ok(!requests.some(({ url }) => url === '/elsewhere'));
  });

  it('if a later page fails', async () => {
    respond = ({ searchParams }) => (searchParams.get('page') === '1' ? { body: { data: colleagues(10), paging: { next: '/api/v1/users?page=2' } } } : { status: 500 });
    await refuses(/^The API responded with status 500/);
  });

  it('if the response is not a list of users', async () => {
    for (const text of ['', '<html>', '{"data": [{"id": 1, "email": "ada@exam']) {
      respond = () => ({ text });
      await refuses(/^The response of the API is not JSON\./);
    }
    for (const body of [null, 1, [], {}, { data: colleagues(10) }, { data: colleagues(10), paging: {} }, { data: 'users', paging: { next: null } }, { data: [1], paging: { next: null } }, { data: null, paging: { next: null } }]) {
      respond = () => ({ body });
      await refuses(/^The response of the API is not a list of users\./);
    }
  });

  it('if the list never ends', async () => {
    respond = () => ({ body: { data: [], paging: { next: '/api/v1/users' } } });
    await refuses(/^The list of users has more than 100 pages\./);
  });

  it('if the API cannot be reached or cannot prove who it is', async () => {
    await refuses(/^localhost did not respond: /, '--api', `https://localhost:${await freePort()}/api/v1`);
    await refuses(/^This machine could not find api\.invalid in DNS\./, '--api', 'https://api.invalid/api/v1');
    const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
    await refuses(/^The certificate of 127\.0\.0\.1 is not valid: IP address mismatch/, '--api', `https://127.0.0.1:${port}/api/v1`);
    await refuses(/^The certificate of localhost is not valid: /, '--ca', new Authority(folder, 'unknown').certificate);
    assert.deepEqual(requests, []);
  });

  it('if it would send the token without TLS', async () => {
    const { code, stderr } = await people('--api', 'http://localhost/api/v1');
    assert.equal(code, 2);
    assert.match(stderr, /must begin with https:\/\//);
  });

  it('if there is no token', async () => {
    for (const text of ['', 'proxy_set_header auth "";', '# proxy_set_header auth "T0KEN";', 'proxy_set_header auth "T0KEN\u00e9";']) {
      await writeFile(inSettings('token.conf'), text);
      await refuses(/^There is no token in .*token\.conf\./);
    }
    await rm(inSettings('token.conf'));
    await refuses(/doesn't show which server this is\. Use --server\./);
    assert.deepEqual(requests, []);
  });

  it('if a line of people.txt is not clear', async () => {
    respond = () => list(...colleagues(10));
    for (const line of ['ada@example.org', 'ada@example.org 0', 'ada@example.org 1;', 'ada@example.org 1 2', '- ada@example.org', 'ada -', 'ada@example.org \u0663', 'ada@example.org 1000000000000000000', 'ada@example.org 1, 2', '~.* 1', 'ada@example.org --']) {
      await writeFile(inSettings('people.txt'), `grace@example.org 2\n${line}\n`);
      await refuses(/^Line 2 of .*people\.txt is not an email address and a user ID or "-"\./);
    }
    await writeFile(inSettings('people.txt'), 'ada@example.org 1\nADA@example.org -\n');
    await refuses(/^Line 2 of .*people\.txt contradicts an earlier line about ada@example\.org\./);
  });

  it('if it cannot be written', async () => {
    respond = () => list(...colleagues(11));
    const withoutSpace = ['sh', '-c', 'ulimit -f 0; exec "$@"', 'sh', PEOPLE];
    await assertRefusal(await run(withoutSpace), /File too large\. The old/, await readMap());
  });

  it("if it fails the server's configuration test, without a reload", async () => {
    respond = () => list(...colleagues(11));
    await writeFile(join(folder, 'test'), `#!/bin/sh\ngrep -q user11 ${settings}/people.map && echo 'nginx: [emerg] no' >&2 && exit 1\n`, { mode: 0o755 });
    await refuses(/nginx: \[emerg\] no\n`.*` failed\./, '--test', join(folder, 'test'));
    await refuses(/No such file.*\n`\/no\/such\/command` failed\./, '--test', '/no/such/command');
    assert.equal(await reloads(), '');
  });

  it('if the reload fails, so that the next run tries again', async () => {
    respond = () => list(...colleagues(11));
    await refuses(/`false` failed\./, '--reload', 'false');
    assert.equal((await people()).code, 0);
    assert.equal(await reloads(), 'reloaded\n');
  });
});

describe('the server', () => {
  it('is reloaded only if the list has changed', async () => {
    await people();
    const { ino } = await stat(inSettings('people.map'));
    const { code, stdout } = await people('--test', 'false');
    assert.equal(code, 0);
    assert.match(stdout, /people\.map is unchanged\. Addresses: 1/);
    assert.equal((await stat(inSettings('people.map'))).ino, ino);
    assert.equal(await reloads(), 'reloaded\n');
  });

  it('is neither tested nor reloaded with --no-reload', async () => {
    assert.equal((await people('--no-reload', '--test', 'false')).code, 0);
    assert.equal(await readMap(), `${HEADING}ada@example.org 1;\n`);
    assert.equal(await reloads(), '');
  });
});

describe('the written list', () => {
  const long = `${'a'.repeat(200)}@example.org`;
  /** @type {[string, string][]} */
  const lookups = [
    ['ada@example.org', '1'],
    ['ADA@Example.ORG', '1'],
    ['grace.h-b+rm_2@example.org', '2'],
    [long, '3'],
    // A dot and a plus match only themselves.
    ['gracexh-b+rm_2@example.org', 'nobody'],
    ['grace.h-bbrm_2@example.org', 'nobody'],
    ['ada@example.org.evil.example', 'nobody'],
    ['xada@example.org', 'nobody'],
    ['', 'nobody'],
  ];

  beforeEach(() => {
    respond = () => list({ id: 1, email: 'ada@example.org' }, { id: 2, email: 'grace.h-b+rm_2@example.org' }, { id: 3, email: long });
  });

  /** @param {number} port */
  async function assertLookups(port) {
    for (const [address, userId] of lookups) {
      const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { 'x-email': address } });
      assert.equal(await response.text(), userId, address);
    }
  }

  it('is understood by nginx', async () => {
    const port = await freePort();
    const configuration = join(settings, 'nginx.conf');
    const paths = ['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'].map((name) => `${name}_temp_path ${settings}/${name};`);
    await writeFile(configuration, `daemon off; pid ${settings}/pid; error_log stderr; events {}
      http { access_log off; ${paths.join(' ')} map_hash_bucket_size 512;
        map $http_x_email $own_id { default nobody; include ${settings}/people.map; }
        server { listen 127.0.0.1:${port}; location / { return 200 $own_id; } } }`);
    const { code, stderr } = await people('--test', `${NGINX} -t -e stderr -c ${configuration}`);
    assert.equal(code, 0, stderr);
    const { stop } = await serve(NGINX, ['-e', 'stderr', '-c', configuration], { port });
    await assertLookups(port).finally(stop);
  });

  it('is understood by Caddy', async () => {
    const port = await freePort();
    const configuration = join(settings, 'Caddyfile');
    await writeFile(inSettings('caddy.env'), `WHEREABOUTS_TOKEN=${TOKEN}\n`);
    await writeFile(configuration, `{\n\tadmin off\n}\nhttp://127.0.0.1:${port} {\n\tmap {header.x-email} {own_id} {\n\t\timport people.caddy\n\t\tdefault nobody\n\t}\n\trespond {own_id}\n}\n`);
    await mkdir(inSettings('state'));
    const { code, stderr } = await people('--server', 'caddy', '--test', `${CADDY} validate --config ${configuration}`);
    assert.equal(code, 0, stderr);
    const { stop } = await serve(CADDY, ['run', '--config', configuration], { port, env: { XDG_DATA_HOME: inSettings('state'), XDG_CONFIG_HOME: inSettings('state') } });
    await assertLookups(port).finally(stop);
  });
});
