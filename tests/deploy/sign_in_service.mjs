/** A fake oauth2-proxy: the cookie `session=NAME` signs in NAME@example.org. */

import { once } from 'node:events';
import http from 'node:http';

export class SignInService {
  /** The requests received so far. @type {http.IncomingMessage[]} */
  requests = [];

  constructor() {
    this.server = http.createServer((request, response) => {
      this.requests.push(request);
      const [, name] = /\bsession=(\w+)/.exec(request.headers.cookie ?? '') ?? [];
      if (request.url === '/oauth2/auth') {
        // An account without an email address, such as a machine, can sign in too.
        const headers = name && name !== 'nameless' ? { 'x-auth-request-email': `${name}@example.org` } : {};
        response.writeHead(name ? 202 : 401, headers).end();
      } else {
        const back = request.headers['x-auth-request-redirect'] ?? '/';
        response.writeHead(302, { location: `https://provider.example/?back=${encodeURIComponent(String(back))}` }).end();
      }
    });
  }

  async listen() {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return /** @type {import('node:net').AddressInfo} */ (this.server.address()).port;
  }

  async stop() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}
