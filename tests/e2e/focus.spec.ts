import { hang, json, reset, storeThen } from './fault_server.ts';
import { expect, faultTest as test } from './fixtures.ts';

test.use({ mishap: 'failed request' });

test('after a form that is refused, the focus is on what is wrong', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.button.press('Enter');

  await expect(page.locator(':focus')).toContainText('There is a problem');
});

test('while a request runs, and after its success, the focus stays on the button', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.button.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await expect(setStatus.button).toBeFocused();
});

test('after Enter in a field, and a success, the focus stays in the field', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.message.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await expect(setStatus.message).toBeFocused();
});

// The field that has the focus goes away with the draft that was sent.
test('after Enter in the end time, and a success, the focus has a place', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.fillEnd('2099-01-01', '12:00');
  await setStatus.endTime.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await setStatus.expectFocusKept();
});

test('after Enter in a folded field, and a success, the focus has a place', async ({ setStatus }) => {
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

test('after a check that finds nothing the focus stays on its button', async ({ setStatus, server }) => {
  server.answerPosts(reset);
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.checkNow.press('Enter');
  await expect(setStatus.sendAgain).toBeVisible();

  await expect(setStatus.checkNow).toBeFocused();
});

// What was pressed goes away in the next three.
test('after a check that finds the status the focus has a place', async ({ setStatus, server }) => {
  server.answerPosts(storeThen(reset));
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.checkNow.press('Enter');
  await expect(setStatus.success).toContainText('Status set');

  await setStatus.expectFocusKept();
});

test('after sending again the focus has a place, at once and at the end', async ({ setStatus, server }) => {
  server.answerPosts(reset, hang);
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.checkNow.press('Enter');
  await setStatus.sendAgain.press('Enter');
  await expect(setStatus.button).toHaveText('Setting status…');

  await setStatus.expectFocusKept();
});

test('after cancelling a wait the focus has a place', async ({ setStatus, server }) => {
  server.answerPosts(json(429, null));
  await setStatus.open();
  await setStatus.send('Sick');
  await setStatus.cancel.press('Enter');
  await expect(setStatus.cancel).toBeHidden();

  await setStatus.expectFocusKept();
});

test('an end that goes away takes the focus only if it had it', async ({ page, setStatus }) => {
  await setStatus.open();
  await setStatus.fillEnd('2099-01-01', '12:00');
  await setStatus.until('Choose date and time').focus();
  await page.keyboard.press('ArrowUp');
  await expect(setStatus.endDate).toBeHidden();

  await setStatus.expectFocusKept();
});

test('Escape discards nothing', async ({ setStatus }) => {
  await setStatus.open();
  await setStatus.status('Sick').check();
  await setStatus.message.fill('Flu');
  await setStatus.message.press('Escape');
  await setStatus.message.press('Escape');

  await expect(setStatus.message).toHaveValue('Flu');
  await expect(setStatus.status('Sick')).toBeChecked();
});
