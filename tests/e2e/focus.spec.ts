import { hang, json, reset, storeThen } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

test.use({ mishap: 'failed request' });

test('submitting a form with problems moves the focus to the error summary', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.button.press('Enter');

  await expect(page.locator(':focus')).toContainText('There is a problem');
});

test('after a success the focus stays on the button', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.button.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await expect(setStatus.button).toBeFocused();
});

test('after Enter in a field and a success, the focus stays in the field', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.message.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await expect(setStatus.message).toBeFocused();
});

// Success resets the form, which hides the focused field.
test('after Enter in the end time and a success, the focus stays visible', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2099-01-01', '12:00');
  await setStatus.endTime.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await setStatus.expectFocusKept();
});

test('after Enter in a collapsible section and a success, the focus stays visible', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.unfold('More');
  await setStatus.currentTask.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await setStatus.expectFocusKept();
});

test('after a failure the focus stays on the button', async ({ setStatus, server }) => {
  server.answerPosts(json(400, { message: 'bad data' }));
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.button.press('Enter');
  await expect(setStatus.failure).toContainText('bad data');

  await expect(setStatus.button).toBeFocused();
});

test('after a check that finds nothing, the focus stays on Check now', async ({ setStatus, server }) => {
  server.answerPosts(reset);
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.checkNow.press('Enter');
  await expect(setStatus.sendAgain).toBeVisible();

  await expect(setStatus.checkNow).toBeFocused();
});

// In the next three tests, the pressed button disappears.
test('after a check that finds the status, the focus stays visible', async ({ setStatus, server }) => {
  server.answerPosts(storeThen(reset));
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.checkNow.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await setStatus.expectFocusKept();
});

test('after Send again the focus stays visible', async ({ setStatus, server }) => {
  server.answerPosts(reset, hang);
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.checkNow.press('Enter');
  await setStatus.sendAgain.press('Enter');
  await expect(setStatus.button).toHaveText('Setting status…');

  await setStatus.expectFocusKept();
});

test('after cancelling a countdown, the focus stays visible', async ({ setStatus, server }) => {
  server.answerPosts(json(429, null));
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.cancel.press('Enter');
  await expect(setStatus.cancel).toBeHidden();

  await setStatus.expectFocusKept();
});

test('hiding the end fields keeps the focus visible', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.fillEnd('2099-01-01', '12:00');
  await setStatus.until('Choose date and time').focus();
  await page.keyboard.press('ArrowUp');
  await expect(setStatus.endDate).toBeHidden();

  await setStatus.expectFocusKept();
});

test('Escape keeps the form as it is', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.message.fill('Flu');
  await setStatus.message.press('Escape');
  await setStatus.message.press('Escape');

  await expect(setStatus.message).toHaveValue('Flu');
  await expect(setStatus.status('Sick')).toBeChecked();
});
