import { expect } from '@jest/globals';
import type { Browser, BrowserContext, Page } from 'playwright-core';

import { browser } from './chromium.js';
import { type DemoUser, PASSWORD } from './site.js';

export const VIEWPORTS = {
  phone: { width: 360, height: 740 },
  narrow: { width: 320, height: 640 },
  tablet: { width: 1024, height: 600 },
  desktop: { width: 1280, height: 800 },
  wide: { width: 1920, height: 1080 },
} as const;

export interface ActorOptions {
  /** What the browser asks for: `en-US` when absent. */
  readonly locale?: string;
  readonly viewport?: keyof typeof VIEWPORTS | { readonly width: number; readonly height: number };
  readonly theme?: 'light' | 'dark';
  /** A browser of its own, such as one with other flags. */
  readonly in?: Browser;
  readonly timeZone?: string;
  /** As browsers are where no service worker may run, such as on plain http. */
  readonly noWorker?: boolean;
}

/** Somebody with a browser of their own. */
export interface Actor {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Everything that went wrong in their pages: errors of scripts, reports of the policy, words of the console. */
  readonly faults: readonly string[];
  /** Another page of the same browser. */
  newPage(): Promise<Page>;
  /** Signs in where a page asks for it. */
  signIn(username: DemoUser, password?: string): Promise<void>;
  /** Fails when anything went wrong that `allowed` does not name. */
  expectNoFaults(allowed?: RegExp): void;
  leave(): Promise<void>;
}

/** What browsers say of answers that a page handles by itself. */
const ORDINARY =
  /Failed to load resource|ERR_CONNECTION|ERR_EMPTY_RESPONSE|WebSocket connection to|registration blocked by Playwright/;

/** Browsers that nobody has left yet. */
const contexts = new Set<BrowserContext>();

// What browser-environment.mjs shows when a test fails.
Object.assign(globalThis, { comandaOpenPages: () => [...contexts].flatMap((context) => context.pages()) });

export async function actor(site: { readonly url: string }, options: ActorOptions = {}): Promise<Actor> {
  const { locale = 'en-US', viewport = 'desktop', theme = 'light', timeZone = 'Asia/Jakarta' } = options;
  const from = options.in ?? (await browser());
  const context = await from.newContext({
    baseURL: site.url,
    locale,
    timezoneId: timeZone,
    colorScheme: theme,
    viewport: typeof viewport === 'string' ? VIEWPORTS[viewport] : viewport,
    reducedMotion: 'reduce',
    serviceWorkers: options.noWorker ? 'block' : 'allow',
  });
  context.setDefaultTimeout(20_000);
  contexts.add(context);
  context.on('close', () => contexts.delete(context));
  const faults: string[] = [];
  context.on('weberror', (error) => faults.push(String(error.error().stack ?? error.error())));
  context.on('console', (message) => {
    const isFault = message.type() === 'error' || message.type() === 'warning';
    if (isFault && !ORDINARY.test(message.text())) faults.push(`${message.type()}: ${message.text()}`);
  });
  const page = await context.newPage();
  return {
    page,
    context,
    faults,
    newPage: () => context.newPage(),
    async signIn(username, password = PASSWORD) {
      await page.locator('input[name=username]').fill(username);
      await page.locator('input[name=password]').fill(password);
      await page.locator('form button[type=submit]').click();
      await page.locator('form.sign-in').waitFor({ state: 'detached' });
    },
    expectNoFaults: (allowed) => expect(faults.filter((fault) => !allowed?.test(fault))).toEqual([]),
    leave: () => context.close(),
  };
}
