/** A relay sends nothing to a server that cannot prove that it is the API. */

import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { API_NAME } from './api.mjs';
import { Authority } from './certificates.mjs';
import { SERVERS, Setting } from './setting.mjs';

for (const name of SERVERS) {
  describe(`the relay of ${name}`, () => {
    /** @type {Setting} */ let setting;
    before(async () => void (setting = await Setting.make()));
    after(() => setting.stop());

    /** @type {[string, (trusted: Authority) => import('./certificates.mjs').Pair][]} */
    const impostors = [
      ['has a certificate for another name', (trusted) => trusted.issue('api.rm.smartsheet.com.example.org')],
      ['has a certificate from an unknown authority', ({ folder }) => new Authority(folder, 'unknown').issue(API_NAME)],
      ['has an expired certificate', (trusted) => trusted.issue(API_NAME, { days: -1 })],
    ];
    for (const [what, pairOf] of impostors) {
      it(`sends nothing to a server that ${what}`, async () => {
        const api = await setting.api({ pair: pairOf(setting.authority) });
        const site = await setting.serve(name, { apiPort: api.port });
        const response = await site.post('/api/v1/users/1/statuses', 'status=WFH', { auth: setting.sandbox.token });
        assert.equal(response.status, 502);
        assert.match(JSON.parse(String(response.body)).message, /could not reach/);
        assert.equal(api.received, '');
      });
    }

    it('sends the name of the API in the TLS handshake', async () => {
      const api = await setting.api();
      let serverName;
      api.server.on('secureConnection', (socket) => (serverName = socket.servername));
      const site = await setting.serve(name, { apiPort: api.port });
      assert.equal((await site.get('/api/v1/users', { auth: setting.sandbox.token })).status, 200);
      assert.equal(serverName, API_NAME);
    });
  });
}
