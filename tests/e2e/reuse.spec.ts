import { readFile } from 'node:fs/promises';
import { expect, navigate, test } from './fixtures.ts';

test.use({ account: { token: 'sandbox-token-north', userId: '4' }, timezoneId: 'America/New_York' });

test('a returning person sets a recent status in two clicks', async ({ page, setStatus, records }) => {
  await setStatus.open();
  await setStatus.send('Working from home', 'Quiet day');
  await expect(setStatus.success).toContainText('Status set');
  await page.reload();
  await page.getByRole('button', { name: 'Working from home: Quiet day', exact: true }).click();
  await setStatus.submit();
  await expect(setStatus.success).toContainText('Quiet day');
  expect((await records()).map((row) => row.message)).toEqual(['Quiet day', 'Quiet day']);
});

test('a copied link fills in the same form', async ({ context, page, setStatus }) => {
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await setStatus.open();
  await setStatus.status('On the road').check();
  await setStatus.fillEnd('2099-07-01', '17:00');
  await setStatus.message.fill('Visiting');
  await page.getByRole('button', { name: 'Copy link' }).click();
  await expect(page.getByText('Link copied.')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  expect(new URL(link).search).toBe('?status=OOO&end=2099-07-01T21%3A00%3A00Z&message=Visiting');
  const other = await context.newPage();
  await other.goto(link);
  await expect(other.getByLabel('End time')).toHaveValue('17:00');
  await expect(other.getByLabel('Message')).toHaveValue('Visiting');
});

test('presets can be saved, renamed, moved, deleted, exported and imported', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.unfold('More');
  for (const [status, name] of [['Working from home', 'Deep work'], ['On the road', 'Visits']] as const) {
    await setStatus.status(status).check();
    await page.getByLabel('Preset name').fill(name);
    await page.getByRole('button', { name: 'Save as preset' }).click();
    await expect(page.getByText(`Saved “${name}” on this device.`)).toBeVisible();
  }
  await navigate(page, 'Settings');
  await page.getByRole('button', { name: 'Move up Visits' }).click();
  await page.getByLabel('Name of preset 1').selectText();
  await page.keyboard.type('Customers');
  await page.keyboard.press('Tab');
  await expect(page.getByText('Renamed to “Customers”.')).toBeVisible();

  const download = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Export presets' }).click();
  const file = await (await download).path();
  expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject([
    { name: 'Customers', status: 'OOO' },
    { name: 'Deep work', status: 'WFH' },
  ]);

  await page.getByRole('button', { name: 'Delete Deep work' }).click();
  await expect(page.getByLabel('Name of preset 2')).toBeHidden();
  const chooser = page.getByLabel('Import presets');
  const bad = { name: 'bad.json', mimeType: 'application/json', buffer: Buffer.from('[{"name": "x", "status": "LUN"}]') };
  await chooser.setInputFiles(bad);
  await expect(page.getByText('This file was not imported')).toBeVisible();
  await expect(page.getByLabel('Name of preset 2')).toBeHidden();
  await chooser.setInputFiles(file);
  await expect(page.getByText('2 presets imported.')).toBeVisible();

  await navigate(page, 'Set status');
  await page.getByRole('button', { name: 'Customers', exact: true }).click();
  await expect(setStatus.status('On the road')).toBeChecked();
});

test('Show the request leaves out the token', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.status('Working from home').check();
  await page.getByText('Show the request').click();
  const request = page.getByLabel('The request');
  await expect(request).toContainText(/POST http:\/\/127\.0\.0\.1:\d+\/api\/v1\/users\/4\/statuses/);
  await expect(request).toContainText('-H "auth: $TOKEN" --data \'status=WFH\'');
  await expect(request).not.toContainText('sandbox-token');
});
