// Prints the Lighthouse scores of the release build on a phone. Run it with `make lighthouse`.
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';
import { startSandbox } from '../e2e/start_sandbox.mjs';

const PATHS = ['/', '/history', '/settings'];
/** The performance score depends more on the machine than on the page, so it is only printed. */
const MUST_SCORE_100 = ['accessibility', 'best-practices', 'seo'];
const CATEGORIES = ['performance', ...MUST_SCORE_100];

const needsNoSandbox = process.getuid?.() === 0 || Boolean(process.env.CI);
const chromeFlags = [
  '--headless=new',
  '--disable-gpu',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  ...(needsNoSandbox ? ['--no-sandbox'] : []),
];

const { sandbox, address } = await startSandbox();
const chrome = await launch({ chromePath: process.env.CHROMIUM, chromeFlags });
try {
  for (const path of PATHS) {
    const { lhr } = await lighthouse(`${address}${path}`, {
      port: chrome.port,
      onlyCategories: CATEGORIES,
      logLevel: 'error',
    });
    if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
    const scores = CATEGORIES.map((id) => `${id} ${Math.round(lhr.categories[id].score * 100)}`);
    console.log(`${path.padEnd(10)} ${scores.join(', ')}`);
    for (const { id, score, auditRefs } of MUST_SCORE_100.map((id) => lhr.categories[id])) {
      if (score === 1) continue;
      process.exitCode = 1;
      const failed = auditRefs
        .map((audit) => lhr.audits[audit.id])
        .filter((audit) => audit.score !== null && audit.score < 1);
      for (const { title } of failed) console.log(`  ${id}: ${title}`);
    }
  }
} finally {
  chrome.kill();
  sandbox.kill();
}
