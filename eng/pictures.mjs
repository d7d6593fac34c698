// Takes the pictures of docs/web.md from a running system in Development: node eng/pictures.mjs http://localhost:5300 [chromium]
// Needs LearnFlow.Tests to be built (Playwright's driver is in its output). It plays a small lesson first: a class, an
// assignment, a learner who solves some exercises and is stuck on another.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const [site, executable] = process.argv.slice(2);
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const images = path.join(root, 'docs', 'images', 'web');
const { chromium } = createRequire(path.join(root, 'LearnFlow.Tests/bin/Debug/net10.0/.playwright/package/'))('./index.js');
const looks = {
  light: { viewport: { width: 1280, height: 860 }, colorScheme: 'light' },
  dark: { viewport: { width: 1280, height: 860 }, colorScheme: 'dark' },
  phone: { viewport: { width: 390, height: 844 }, colorScheme: 'light', deviceScaleFactor: 2, hasTouch: true, isMobile: true },
};

const browser = await chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--headless=shell', '--disable-gpu'] });
await mkdir(images, { recursive: true });

async function enter(look, role) {
  const context = await browser.newContext({ ...looks[look], baseURL: site, reducedMotion: 'reduce' });
  context.setDefaultTimeout(90_000);
  const page = await context.newPage();
  if (role === 'guest') return page;
  await page.goto('/account/sign-in');
  await page.getByLabel('E-mail address').fill(`${role}@learnflow.example`);
  await page.getByLabel('Password').fill('learnflow-demo');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/learn');
  return page;
}

async function picture(page, look, name, longest = look === 'phone' ? 1500 : 1300) {
  await page.evaluate(() => { document.documentElement.style.scrollbarGutter = 'auto'; document.querySelector('.write-bar')?.style.setProperty('position', 'static'); return document.fonts.ready; });
  const cdp = await page.context().newCDPSession(page);
  const { width } = looks[look].viewport;
  const height = Math.min(longest, await page.evaluate(() => document.documentElement.scrollHeight));
  await page.setViewportSize({ width, height });
  await page.evaluate(() => scrollTo(0, 0));
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  if (wide) console.log(`${name} is wider than the ${look} screen`);
  const { data } = await cdp.send('Page.captureScreenshot', { format: 'webp', quality: 82 });
  await writeFile(path.join(images, `${name}-${look}.webp`), Buffer.from(data, 'base64'));
  await page.setViewportSize(looks[look].viewport);
}

const call = async (page, method, url, data) => {
  const response = await page.request.fetch(url, { method, data, headers: { 'content-type': 'application/json' } });
  if (!response.ok()) console.log(method, url, response.status(), await response.text());
  return response.json().catch(() => null);
};
const stuck = 'prices = [4, 8, 15]\ntotal = 0\nfor i in range(4):\n    total = total + prices[i]\nprint(total)\n';

async function lesson() {
  const teacher = await enter('light', 'teacher');
  const known = (await call(teacher, 'GET', '/api/exercises/classes')).find(one => one.name === 'Python 7b');
  const group = known ?? await call(teacher, 'POST', '/api/exercises/classes', { name: 'Python 7b' });
  const learner = await enter('light', 'learner');
  await call(learner, 'POST', '/api/exercises/classes/join', { code: group.joinCode, name: 'Lena Learner' });
  if (known) return group.id;
  const due = days => new Date(Date.UTC(2026, 11, 1 + days, 16)).toISOString();
  for (const [exercise, days] of [['door-sign', 0], ['name-badge', 3], ['one-price-rule', 7]])
    await call(teacher, 'POST', `/api/exercises/classes/${group.id}/assignments`, { exercise, dueAt: due(days) });
  await call(learner, 'POST', '/api/exercises/exercises/door-sign/submissions', {
    code: 'print("Welcome to the library")\nprint("Open from 9 to 17")\nprint("Please whisper :)")\n' });
  await call(learner, 'POST', '/api/exercises/exercises/name-badge/submissions', {
    code: 'name = input()\ntown = input()\nprint(f"Hello, I am {name}!")\nprint(f"I came from {town}")\n' });
  for (const question of (await call(learner, 'GET', '/api/exercises/quiz?module=first-steps') ?? []).slice(0, 4))
    await call(learner, 'POST', `/api/exercises/quiz/${question.id}/answers`, { choices: [0] });
  for (let i = 0; i < 3; i++)
    await call(learner, 'POST', '/api/sandbox/run', { language: 'python', code: stuck.replace('total = 0', `total = 0${' '.repeat(i)}`) });
  return group.id;
}

const group = await lesson();
const id = (await call(await enter('light', 'teacher'), 'GET', '/api/exercises/learners'))[0].learner;
const plain = {
  guest: { landing: '/', concepts: '/concepts', article: '/concepts/for-loops', data: '/data', 'sign-in': '/account/sign-in', register: '/account/register', 'not-found': '/nowhere' },
  learner: { learn: '/learn', classes: '/classes', progress: '/progress', account: '/account', 'second-factor': '/account/two-factor' },
  teacher: {
    teach: '/teach', learner: `/teach/learners/${id}`, 'teach-classes': '/teach/classes', 'teach-class': `/teach/classes/${group}`,
    'teach-exercises': '/teach/exercises', 'teach-write': '/teach/write/name-badge', 'teach-exchange': '/teach/exchange',
  },
  admin: { 'admin-users': '/admin/users' },
};

for (const look of Object.keys(looks)) {
  for (const [role, pages] of Object.entries(plain)) {
    const page = await enter(look, role);
    for (const [name, address] of Object.entries(pages)) {
      await page.goto(address);
      if (name === 'teach') await page.locator('[data-teach-link][data-state=live]').waitFor();
      if (name === 'learner') await page.locator('[data-forward]').click();
      await picture(page, look, name);
    }
    await page.context().close();
  }

  const page = await enter(look, 'learner');
  const ready = () => page.locator('[data-editor][data-ready]').waitFor();
  await page.goto('/practice');
  await ready();
  const write = code => page.locator('#code').evaluate((area, text) => {
    area.value = text;
    area.dispatchEvent(new Event('replaced'));
    area.dispatchEvent(new Event('input', { bubbles: true }));
  }, code);
  await write(stuck);
  await page.locator('[data-run]').click();
  await page.locator('[data-console][data-state=failed]').waitFor();
  await page.locator('[data-nudge]').waitFor();
  await picture(page, look, 'nudge');
  await write('numbers = [4, 8]\ntotal = 0\nfor number in numbers:\n    total = total + number\nprint(total)\n');
  await page.locator('[data-trace]').click();
  await page.locator('.memory').waitFor();
  for (let i = 0; i < 4; i++) await page.locator('[data-visualiser] [data-forward]').click();
  await picture(page, look, 'visualiser', 2000);
  await page.goto('/exercises/name-badge');
  await ready();
  await write('name = input()\ntown = input()\nprint(f"Hello, I am {name}!")\nprint(f"I came from {town}")\n');
  await page.locator('[data-submit]').click();
  await page.locator('.tests').waitFor();
  await page.locator('[data-help-ask]').click();
  await page.locator('[data-help-answer][data-done]').waitFor();
  await picture(page, look, 'workspace', look === 'phone' ? 2400 : 1300);
  await page.goto('/quiz/decisions-and-loops');
  const option = page.locator('.option input').first();
  if (await option.getAttribute('type') !== 'number') await option.check();
  await page.getByRole('button', { name: 'Answer' }).click();
  await picture(page, look, 'quiz');
  await page.context().close();
}

await browser.close();
