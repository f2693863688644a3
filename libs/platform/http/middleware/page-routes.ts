/** What the log and the metrics call web pages and their files, in place of paths: those of guests hold secrets. */
export const PAGE_ROUTES = { page: 'page', asset: 'asset' } as const;
