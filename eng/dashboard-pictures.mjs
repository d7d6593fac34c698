// Takes the pictures of docs/dashboard.md from a running system: node eng/dashboard-pictures.mjs LOGIN-URL http://localhost:5300 [chromium]
// LOGIN-URL is what the terminal shows. Needs LearnFlow.Tests to be built (Playwright's driver is in its output).
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [login, site, executable] = process.argv.slice(2);
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const { chromium } = createRequire(path.join(root, 'LearnFlow.Tests/bin/Debug/net10.0/.playwright/package/'))('./index.js');
const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--headless=shell', '--disable-gpu'] });
const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, colorScheme: 'light', reducedMotion: 'reduce' });
context.setDefaultTimeout(60_000);

// Something to look at: a learner fails three times.
const learner = await browser.newContext({ baseURL: site });
await (await learner.newPage()).goto('/');
for (let run = 0; run < 3; run++) {
  await learner.request.post('/api/sandbox/run', { data: { language: 'python', code: 'print(1/0)' } });
}

const page = await context.newPage();
await page.goto(login);
const dashboard = new URL(login).origin;

async function picture(name) {
  await page.waitForTimeout(1500);
  const cdp = await context.newCDPSession(page);
  if (process.env.PNG) await page.screenshot({ path: `${process.env.PNG}/${name}.png` });
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  await writeFile(path.join(root, 'docs', 'images', `dashboard-${name}.webp`), Buffer.from(data, 'base64'));
}

async function close() {
  await page.keyboard.press('Escape');
}

await page.getByText('postgres-server').first().waitFor();
await close();
await picture('resources');

await page.goto(`${dashboard}/?view=Graph`);
await page.locator('.resource-graph circle').first().waitFor();
await page.waitForTimeout(4000);
await picture('graph');

await page.goto(`${dashboard}/structuredlogs/resource/triage`);
await page.getByRole('row').nth(3).waitFor();
await picture('logs');

await page.goto(`${dashboard}/traces/resource/web`);
await page.getByText(/POST \/api\/sandbox/).first().click();
await page.getByText('triage-dapr').first().waitFor();
await picture('trace');

await page.goto(dashboard);
const row = page.getByRole('row').filter({ hasText: 'kafka' }).first();
await row.locator('fluent-button').last().click();
await page.getByText('Browse messages').first().click();
await picture('messages');
await browser.close();
