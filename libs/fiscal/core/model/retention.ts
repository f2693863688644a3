/** Eleven years: tax documents outlive the account of whoever they name. */
export const MONTHS_KEPT = 132;

/** So many months from an instant. */
export function keptUntil(from: Date, months = MONTHS_KEPT): Date {
  const until = new Date(from);
  until.setUTCMonth(until.getUTCMonth() + months);
  return until;
}
