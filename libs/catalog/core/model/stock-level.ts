/** How much there is, as anybody may know it. What is not counted is IN. */
export type StockLevel = 'IN' | 'LOW' | 'OUT';

/** LOW at the product's own threshold and below; a product without one is never LOW. */
export const stockLevelOf = (trackStock: boolean, stock: number | null, threshold: number | null): StockLevel =>
  !trackStock ? 'IN' : (stock ?? 0) <= 0 ? 'OUT' : (stock ?? 0) <= (threshold ?? 0) ? 'LOW' : 'IN';
