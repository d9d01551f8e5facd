/** The page on real servers, configured as in `deploy/`. tests/deploy/ tests their responses. */

import { existsSync } from 'node:fs';
import { SERVERS, Setting } from '../deploy/setting.mjs';
import { SignInService } from '../deploy/sign_in_service.mjs';
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

  test.describe(`on ${name} behind a sign-on`, () => {
    // The 401 of the relay.
    test.use({ mishap: 'failed request' });

    test('a person opens the page, signs in, chooses and presses, and signs in again when that has run out', async ({ page, setStatus }) => {
      const setting = await Setting.make();
      const signIn = new SignInService({ signsInAs: 'ada' });
      try {
        const api = await setting.api();
        const relayAuth = { token: setting.sandbox.token, signInPort: await signIn.listen(), people: { 'ada@example.org': '1' } };
        const { port } = await setting.serve(name, { apiPort: api.port, site: SITE, relayAuth });
        await page.goto(`https://${SITE_NAME}:${port}/`);
        await setStatus.status('Working from home').check();
        await setStatus.submit();
        await expect(setStatus.success).toContainText('Status set');
        await expect(page.getByText(/^Signed in as \w+/)).toBeVisible();
        await expect(page.getByText(/token|user ID/i)).toHaveCount(0);

        signIn.signEverybodyOut();
        await setStatus.status('Sick').check();
        await setStatus.submit();
        await expect(setStatus.failure).toContainText('you are no longer signed in');
        await page.getByRole('button', { name: 'Sign in' }).click();
        await expect(page.getByText(/^Signed in as \w+/)).toBeVisible();
        await expect(setStatus.status('Sick')).toBeChecked();
        await setStatus.submit();
        await expect(setStatus.success).toContainText('Status set');
      } finally {
        await setting.stop();
        await signIn.stop();
      }
    });
  });
}
