/** A stand-in for oauth2-proxy: whoever has the cookie `session=NAME` is NAME@example.org. */

import { once } from 'node:events';
import http from 'node:http';

export class SignInService {
  /** What was asked of it, with the headers. @type {http.IncomingMessage[]} */
  asked = [];

  constructor() {
    this.server = http.createServer((request, response) => {
      this.asked.push(request);
      const [, name] = /\bsession=(\w+)/.exec(request.headers.cookie ?? '') ?? [];
      if (request.url === '/oauth2/auth') {
        // Somebody without an address, say a machine, is let in, too.
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
