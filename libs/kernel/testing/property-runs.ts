const QUICK_SHARE = 10;

/**
 * How many random cases a property is tried on: `whole` where PROPERTIES=whole (`npm run test:properties`), a tenth in an ordinary run. Each run draws cases of its own.
 */
export const propertyRuns = (whole: number): number =>
  process.env['PROPERTIES'] === 'whole' ? whole : Math.ceil(whole / QUICK_SHARE);
