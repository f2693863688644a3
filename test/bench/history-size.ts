/** Two years of a chain, which is what `--orders` are spread over. */
export const OUTLETS = 200;
/** Outlets of the supervisor of a region. */
export const REGION = 50;
export const DAYS = 730;
export const CUSTOMERS = 20_000;
/** Products that every outlet sells. */
export const SOLD = 200;
