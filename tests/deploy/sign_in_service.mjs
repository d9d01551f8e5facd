/** A fake oauth2-proxy: the cookie `session=NAME` signs in NAME@example.org. */

import { once } from 'node:events';
import http from 'node:http';

export class SignInService {
  /** The requests received so far. @type {http.IncomingMessage[]} */
  requests = [];
  /** How many times everybody was signed out. A session that began before is over. */
  #signOuts = 0;

  /**
   * @param {{ signsInAs?: string | null, cookies?: string[] }} [options]
   *   `signsInAs`: who signs in without being asked. With null, the sign-in is on another site.
   *   `cookies`: other cookies that a sign-in sets.
   */
  constructor({ signsInAs = null, cookies = [] } = {}) {
    this.signsInAs = signsInAs;
    this.cookies = cookies;
    this.server = http.createServer({ maxHeaderSize: 65_536 }, (request, response) => {
      this.requests.push(request);
      if (request.url === '/oauth2/auth') this.#identify(request, response);
      else this.#signIn(request, response);
    });
    // A test that fails must not wait for it.
    this.server.unref();
  }

  signEverybodyOut() {
    this.#signOuts += 1;
  }

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  #identify({ headers: { cookie = '' } }, response) {
    const [, name, signOuts = '0'] = /\bsession=([a-z]+)(?:\.(\d+))?/.exec(cookie) ?? [];
    const isSignedIn = name !== undefined && Number(signOuts) === this.#signOuts;
    // An account without an email address, such as a machine, can sign in too.
    const isNamed = isSignedIn && name !== 'nameless';
    response.writeHead(isSignedIn ? 202 : 401, isNamed ? { 'x-auth-request-email': `${name}@example.org` } : {}).end();
  }

  /** @param {http.IncomingMessage} request @param {http.ServerResponse} response */
  #signIn({ url = '', headers }, response) {
    const asked = new URL(url, 'http://localhost').searchParams.get('rd') ?? headers['x-auth-request-redirect'];
    const back = String(asked ?? '/');
    if (this.signsInAs === null) {
      response.writeHead(302, { location: `https://provider.example/?back=${encodeURIComponent(back)}` }).end();
      return;
    }
    const session = `session=${this.signsInAs}${this.#signOuts ? `.${this.#signOuts}` : ''}`;
    const cookies = [session, ...this.cookies].map((cookie) => `${cookie}; Path=/; Secure; HttpOnly`);
    // Only a path, so that the browser stays on this site.
    response.writeHead(302, { location: back.replace(/^(https?:)?\/\/[^/]*/, '') || '/', 'set-cookie': cookies }).end();
  }

  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return this.port;
  }

  get port() {
    return /** @type {import('node:net').AddressInfo} */ (this.server.address()).port;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
