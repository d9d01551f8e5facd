import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { json, reset } from './fault_server.ts';
import { expect, faultTest, navigate, test } from './fixtures.ts';
import { SITE, TOKEN_KEY } from './site.ts';

const TOKEN = 'a-token-that-is-secret';

faultTest.describe('through successes and failures', () => {
  faultTest.use({ mishap: 'failed request' });

  faultTest(
    'the token appears only in local storage and in one header',
    async ({ page, context, setStatus, settings, server }) => {
      const seen: string[] = [];
      page.on('console', (message) => seen.push(message.text()));
      page.on('request', (request) => {
        const { auth, ...headers } = request.headers();
        seen.push(request.url(), request.postData() ?? '', JSON.stringify(headers));
        if (auth) expect(new URL(request.url()).pathname).toMatch(/^\/api\/v1\//);
      });
      const collect = async () => {
        seen.push(
          page.url(),
          await page.content(),
          ...(await page.evaluate(() => [
            document.body.innerText,
            document.title,
            document.cookie,
            String(JSON.stringify(history.state)),
            JSON.stringify({ ...sessionStorage }),
            window.name,
          ])),
        );
      };

      await settings.open();
      await settings.showToken.check();
      await collect();
      await settings.saveButton.click();
      await collect();
      await navigate(page, 'Set status');
      await setStatus.message.fill('Flu');
      await collect();
      for (const answer of [json(403, { message: 'forbidden' }), json(500, null), reset, json(200, null)]) {
        server.answerPosts(answer);
        await setStatus.sendAndWait(server, 'Sick', `Flu ${seen.length}`);
        await expect(setStatus.failure).toBeVisible();
        await collect();
      }
      await setStatus.checkNow.click();
      await expect(setStatus.sendAgain).toBeVisible();
      await setStatus.sendAgain.click();
      await expect(setStatus.success).toContainText('Status set');
      await collect();

      for (const text of seen) expect(text).not.toContain(TOKEN);
      expect(await context.cookies()).toEqual([]);
      const stored = await page.evaluate(() => ({ ...localStorage }));
      expect(Object.keys(stored).filter((key) => stored[key]?.includes(TOKEN))).toEqual([TOKEN_KEY]);
      for (const call of server.calls) expect(call.headers.auth).toBe(TOKEN);
    },
  );
});

faultTest.describe('behind a relay that holds the token', () => {
  faultTest.use({ account: null });

  faultTest('the page neither asks for a token nor sends one', async ({ page, setStatus, settings, server }) => {
    server.deployWith('api-auth', 'relay');
    await setStatus.open();
    await expect(page.getByText('this page needs your user ID')).toBeVisible();
    await settings.open();
    await expect(settings.token).toBeHidden();
    await expect(settings.forgetButton).toBeHidden();
    await settings.userId.fill('7');
    await settings.saveButton.click();
    await setStatus.open();
    await setStatus.send('Sick');

    await expect(setStatus.success).toContainText('Status set: Sick');
    expect(server.posts[0]?.headers).not.toHaveProperty('auth');
  });
});

test('no built file contains the sandbox token', ({ sandbox }) => {
  const files = readdirSync(SITE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const leaks = files.filter((file) =>
    readFileSync(join(file.parentPath, file.name)).includes(sandbox.token),
  );

  expect(files.length).toBeGreaterThan(0);
  expect(leaks).toEqual([]);
});
