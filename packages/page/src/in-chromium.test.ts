import { existsSync } from 'node:fs';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compileTranslations } from '@troth/compiler';
import { renderPage } from './index.ts';
import { servePage, type PageServer } from './testing/page-server.ts';
import { publishedFiles, publishedPolicy, publishedText } from './testing/published-policy.ts';

const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
const hasChromium = existsSync(executablePath);
if (!hasChromium) {
  console.warn(
    `skipped: the page in a browser, no Chromium at ${executablePath} (set CHROMIUM_PATH)`,
  );
}

describe.skipIf(!hasChromium)('the page in Chromium', () => {
  const policy = publishedPolicy();
  let server: PageServer;
  let browser: Browser;

  beforeAll(async () => {
    const shown = { ...policy, page: { ...policy.page, status: 'public' as const } };
    const status = { now: new Date('2026-06-01T00:00:00Z'), clauses: [] };
    const { translations } = compileTranslations(policy, publishedFiles(), ['de']);
    server = await servePage(renderPage(shown, { status, translations }));
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        '--no-first-run',
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });

  const open = async (options: BrowserContextOptions = {}, path = ''): Promise<Page> => {
    const context = await browser.newContext({ bypassCSP: true, ...options });
    const page = await context.newPage();
    await page.goto(server.url + path);
    return page;
  };

  test('one element holds the published text, and nothing but it', async () => {
    const page = await open();

    const texts = await page.locator('[data-policy-text]').allTextContents();

    expect(texts.map(folded)).toEqual([folded(publishedText(policy))]);
  });

  test('the title of the policy is the only first-level heading', async () => {
    const page = await open();

    expect(await page.locator('h1').allTextContents()).toEqual([
      publishedText(policy).split('\n')[0],
    ]);
  });

  test.each([
    ['light', ''],
    ['dark', ''],
    ['light', 'de/index.html'],
    ['dark', 'de/index.html'],
  ] as const)('axe finds nothing wrong in the %s theme: /%s', async (colorScheme, path) => {
    const page = await open({ colorScheme }, path);
    await page.evaluate(axe.source);

    const violations = await page.evaluate(
      `axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ': ' + nodes.map((node) => node.target).join(' ')))`,
    );

    expect(violations).toEqual([]);
  });

  test.each(['', 'en/index.html', 'de/index.html'])(
    'nothing is asked of another host, and nothing fails: /%s',
    async (path) => {
      const context = await browser.newContext();
      const page = await context.newPage();
      const requests: string[] = [];
      const complaints: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('console', (message) => complaints.push(message.text()));
      await page.goto(server.url + path, { waitUntil: 'networkidle' });

      const style = await page.evaluate<number>('document.styleSheets.length');

      expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
      expect(complaints.filter((text) => !text.includes('favicon'))).toEqual([]);
      expect(style).toBe(1);
      expect(await context.cookies()).toEqual([]);
    },
  );

  test.each([
    [1280, ''],
    [320, ''],
    [1280, 'de/index.html'],
    [320, 'de/index.html'],
  ])('nothing scrolls sideways at %i pixels: /%s', async (width, path) => {
    const page = await open({ viewport: { width, height: 800 } }, path);

    const overflow = await page.evaluate<number>(
      'document.documentElement.scrollWidth - document.documentElement.clientWidth',
    );

    expect(overflow).toBe(0);
  });

  test('a reader changes the language and comes back', async () => {
    const page = await open();

    await page.getByRole('link', { name: 'Deutsch' }).click();
    const there = await page.locator('h1').textContent();
    await page.getByRole('navigation').getByRole('link', { name: 'English' }).click();
    const back = await page.locator('h1').textContent();

    expect([there, back]).toEqual(['Datenschutzerklärung', 'Privacy Policy']);
  });

  test('a link to a clause brings it into view and marks it', async () => {
    const clause = policy.clauses.at(-1)?.id ?? '';
    const page = await open({}, `#${clause}`);

    const seen = await page.evaluate<readonly [top: number, target: string, other: string]>(`[
      document.querySelector(':target').getBoundingClientRect().top,
      getComputedStyle(document.querySelector(':target')).backgroundColor,
      getComputedStyle(document.querySelector('.clause:not(:target)')).backgroundColor,
    ]`);

    const [top, target, other] = seen;
    expect(top).toBeLessThan(720);
    expect(target).not.toBe(other);
  });

  test('the reader’s keyboard reaches the full text in two strokes', async () => {
    const page = await open();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');

    const focused = await page.evaluate<boolean>(
      "document.activeElement.hasAttribute('data-policy-text')",
    );

    expect(focused).toBe(true);
  });
});

function folded(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
