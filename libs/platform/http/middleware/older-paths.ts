/** What the café microservices (S3) call our resources. */
export const OLDER_NAMES: Readonly<Record<string, string>> = {
  'menu/items': 'products',
  'guest/sessions': 'table-sessions',
  'guest/menu': 'menu',
  'guest/orders': 'orders',
};

/** Resources that older guides write to without a prefix. */
export const WITHOUT_PREFIX = ['auth', 'shifts', 'orders', 'table-sessions'] as const;
