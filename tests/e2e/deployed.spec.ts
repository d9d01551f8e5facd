/** The page on real servers, configured as in `deploy/`. tests/deploy/ tests their responses. */

import { existsSync } from 'node:fs';
import { SERVERS, Setting } from '../deploy/setting.mjs';
import { SITE_NAME } from '../deploy/raw_http.mjs';
import { expect, faultTest as test } from './fixtures.ts';
import { SITE, pathOf } from './site.ts';

test.use({ ignoreHTTPSErrors: true, account: null });

// Without the servers' packages, `make test` reports that this is not tested.
const AVAILABLE = existsSync(pathOf('DEBIAN', '../../.tools/debian')) ? SERVERS : [];

for (const name of AVAILABLE) {
  test(`on ${name} a status is set without policy violations`, async ({ page, setStatus, settings }) => {
    const setting = await Setting.make();
    try {
      const api = await setting.api();
      const { port } = await setting.serve(name, { apiPort: api.port, site: SITE });
      await page.goto(`https://${SITE_NAME}:${port}/settings`);
      await settings.save(setting.sandbox.token, '1');
      await expect(settings.outcome).toHaveText('Saved.');
      await page.goto(`https://${SITE_NAME}:${port}/?status=WFH`);
      await setStatus.submit();
      await expect(setStatus.success).toContainText('Status set');
      await page.goto(`https://${SITE_NAME}:${port}/history`);
      await expect(page.getByText(/^Showing/)).toBeVisible();
    } finally {
      await setting.stop();
    }
  });
}
