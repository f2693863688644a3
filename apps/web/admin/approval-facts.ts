const ORDER = /^\/api\/v1\/orders\/([0-9a-f-]{36})(?:\/|$)/;
const LINE = /^\/api\/v1\/orders\/[0-9a-f-]{36}\/items\/([0-9a-f-]{36})(?:\/|$)/;
/** Members of a request that are money, in minor units, in the order in which they are told. */
const AMOUNTS = ['amount', 'unit_price', 'counted', 'end_cash', 'recount'];

/** The bill that a request is about, by its path. */
export const orderOf = (path: string): string | undefined => ORDER.exec(path)?.[1];

/** The line of a bill that it is about. */
export const lineOf = (path: string): string | undefined => LINE.exec(path)?.[1];

/** What somebody who decides a request has to know of its body: how much, how many, and why. */
export function factsOf(body: Readonly<Record<string, unknown>>, money: (minor: number) => string): readonly string[] {
  const amounts = AMOUNTS.map((name) => body[name]).filter((value) => typeof value === 'number');
  const { type, value, quantity, reason } = body;
  return [
    ...amounts.map(money),
    ...(typeof value === 'number' ? [type === 'PERCENT' ? `${value} %` : money(value)] : []),
    ...(typeof quantity === 'number' ? [`${quantity} ×`] : []),
    ...(typeof reason === 'string' ? [reason] : []),
  ];
}
