/** A page of the browser: an HTML file, and the addresses at which the server answers with it. */
export interface WebPage {
  readonly name: string;
  /** An address that ends with a slash stands for everything below it too; without one, for itself alone. */
  readonly paths: readonly string[];
  /** The folder whose requests its service worker answers, and what that keeps from the first visit on; absent for a page without a worker. */
  readonly worker?: { readonly scope: string; readonly keeps: 'everything' | 'first load' };
  /** A name for the home screen; absent for what nobody would put there. */
  readonly installedAs?: string;
  /** Thousands of bytes of script, packed with gzip, that may be loaded before it can be used, and with everything that may come later. */
  readonly budget: { readonly first: number; readonly all: number };
}

/** Thousands of bytes of style of a page, packed with gzip. */
export const STYLE_BUDGET = 8;

export const WEB_PAGES: readonly WebPage[] = [
  {
    name: 'kitchen',
    paths: ['/kitchen/'],
    worker: { scope: '/kitchen/', keeps: 'everything' },
    installedAs: 'Kitchen',
    budget: { first: 55, all: 60 },
  },
  {
    name: 'till',
    paths: ['/till/'],
    worker: { scope: '/till/', keeps: 'everything' },
    installedAs: 'Till',
    budget: { first: 75, all: 90 },
  },
  { name: 'admin', paths: ['/admin/'], budget: { first: 120, all: 120 } },
  { name: 'guest', paths: ['/t/'], worker: { scope: '/t/', keeps: 'first load' }, budget: { first: 30, all: 46 } },
  { name: 'links', paths: ['/tracking/', '/reset-password', '/orders/'], budget: { first: 25, all: 25 } },
];

/** The static page at the root: one file a language, and no script. */
export const HOME_LANGUAGES = ['en', 'id', 'pt-BR'] as const;
