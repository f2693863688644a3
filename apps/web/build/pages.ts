/** A page of the browser: an HTML file, and the addresses at which the server answers with it. */
export interface WebPage {
  readonly name: string;
  /** An address that ends with a slash stands for everything below it too; without one, for itself alone. */
  readonly paths: readonly string[];
  /** The folder whose requests its service worker answers, and what that keeps from the first visit on; absent for a page without a worker. */
  readonly worker?: { readonly scope: string; readonly keeps: 'everything' | 'first load' };
  /** A name for the home screen; absent for what nobody would put there. */
  readonly installedAs?: string;
}

export const WEB_PAGES: readonly WebPage[] = [
  {
    name: 'kitchen',
    paths: ['/kitchen/'],
    worker: { scope: '/kitchen/', keeps: 'everything' },
    installedAs: 'Kitchen',
  },
  { name: 'till', paths: ['/till/'], worker: { scope: '/till/', keeps: 'everything' }, installedAs: 'Till' },
  { name: 'guest', paths: ['/t/'], worker: { scope: '/t/', keeps: 'first load' } },
  { name: 'links', paths: ['/tracking/', '/reset-password', '/orders/'] },
];

/** The static page at the root: one file a language, and no script. */
export const HOME_LANGUAGES = ['en', 'id', 'pt-BR'] as const;
