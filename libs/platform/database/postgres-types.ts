import pg from 'pg';

const BIGINT = 20;
const DATE = 1082;

/** `bigint` arrives as a safe integer (money, quantities), `date` as the text `YYYY-MM-DD`; the rest as `pg` gives it. */
export const POSTGRES_TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') => {
    if (oid === BIGINT) return toSafeInteger;
    if (oid === DATE) return (text: string) => text;
    return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
  },
};

function toSafeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError('A stored integer is beyond 2^53');
  return value;
}
