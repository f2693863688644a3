import { GROUPINGS, RANKINGS } from '../../libs/reporting/core/model/sales-report.js';

/** Milliseconds that a report may take: a month of one outlet, and two years of all 200. */
export const MONTH_TARGET_MS = 50;
export const YEARS_TARGET_MS = 300;
/** Whole months and a part of one at each end. */
const [MONTH, YEARS] = [30, 715];

export interface ReportQuestion {
  readonly what: string;
  readonly path: string;
  readonly limitMs: number;
}

const day = (back: number): string => new Date(Date.now() - back * 86_400_000).toISOString().slice(0, 10);

/** Each report, of a month of one outlet and of two years of all. */
export function reportQuestions(outlet: string): ReportQuestion[] {
  const month = {
    of: 'a month, one outlet',
    query: `outlet_id=${outlet}&from=${day(MONTH)}`,
    limitMs: MONTH_TARGET_MS,
  };
  const years = { of: 'two years, all outlets', query: `from=${day(YEARS)}`, limitMs: YEARS_TARGET_MS };
  return [month, years].flatMap(({ of, query, limitMs }) => {
    const [scope = ''] = query.split('&').filter((part) => part.startsWith('outlet_id'));
    return [
      ...GROUPINGS.map((by) => ({
        what: `sales by ${by}, ${of}`,
        path: `/reports/sales?group_by=${by}&${query}`,
        limitMs,
      })),
      ...RANKINGS.map((by) => ({
        what: `best sellers by ${by}, ${of}`,
        path: `/reports/best-sellers?by=${by}&${query}`,
        limitMs,
      })),
      { what: `dashboard, ${scope ? 'one outlet' : 'all outlets'}`, path: `/reports/dashboard?${scope}`, limitMs },
    ];
  });
}
