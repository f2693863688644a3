/**
 * Written by hand from the zones' published rules, never from code: what the clock on the wall shows at an instant, and the day that this is
 * business of. `[zone, cutoff, instant, wall clock, business date]`.
 */
export const BUSINESS_DATES: readonly (readonly [string, string, string, string, string])[] = [
  // New York, 8 March: 02:00 becomes 03:00.
  ['America/New_York', '04:00', '2026-03-08T07:59:59Z', '03:59', '2026-03-07'],
  ['America/New_York', '04:00', '2026-03-08T08:00:00Z', '04:00', '2026-03-08'],
  ['America/New_York', '04:00', '2026-03-08T08:30:00Z', '04:30', '2026-03-08'],
  ['America/New_York', '04:00', '2026-03-09T07:59:00Z', '03:59', '2026-03-08'],
  ['America/New_York', '02:30', '2026-03-08T06:59:00Z', '01:59', '2026-03-07'],
  ['America/New_York', '02:30', '2026-03-08T07:00:00Z', '03:00', '2026-03-08'],
  // New York, 1 November: 02:00 becomes 01:00.
  ['America/New_York', '04:00', '2026-11-01T08:30:00Z', '03:30', '2026-10-31'],
  ['America/New_York', '04:00', '2026-11-01T08:59:00Z', '03:59', '2026-10-31'],
  ['America/New_York', '04:00', '2026-11-01T09:00:00Z', '04:00', '2026-11-01'],
  ['America/New_York', '00:00', '2026-11-01T03:59:00Z', '23:59', '2026-10-31'],
  ['America/New_York', '00:00', '2026-11-01T04:00:00Z', '00:00', '2026-11-01'],
  ['America/New_York', '01:30', '2026-11-01T05:29:00Z', '01:29', '2026-10-31'],
  ['America/New_York', '01:30', '2026-11-01T05:30:00Z', '01:30', '2026-11-01'],
  ['America/New_York', '01:30', '2026-11-01T06:30:00Z', '01:30', '2026-11-01'],
  // São Paulo has had no clock changes since 2019; on 4 November 2018 midnight became 01:00.
  ['America/Sao_Paulo', '04:00', '2026-11-01T06:59:00Z', '03:59', '2026-10-31'],
  ['America/Sao_Paulo', '04:00', '2026-11-01T07:00:00Z', '04:00', '2026-11-01'],
  ['America/Sao_Paulo', '00:00', '2018-11-04T02:59:00Z', '23:59', '2018-11-03'],
  ['America/Sao_Paulo', '00:00', '2018-11-04T03:00:00Z', '01:00', '2018-11-04'],
  ['America/Sao_Paulo', '00:30', '2018-11-04T03:00:00Z', '01:00', '2018-11-04'],
  // Jakarta: never.
  ['Asia/Jakarta', '04:00', '2026-03-07T20:59:59Z', '03:59', '2026-03-07'],
  ['Asia/Jakarta', '04:00', '2026-03-07T21:00:00Z', '04:00', '2026-03-08'],
  ['Asia/Jakarta', '00:00', '2026-12-31T17:00:00Z', '00:00', '2027-01-01'],
  // Lisbon, 29 March: 01:00 becomes 02:00; 25 October: 02:00 becomes 01:00.
  ['Europe/Lisbon', '04:00', '2026-03-29T02:59:00Z', '03:59', '2026-03-28'],
  ['Europe/Lisbon', '04:00', '2026-03-29T03:00:00Z', '04:00', '2026-03-29'],
  ['Europe/Lisbon', '04:00', '2026-10-25T03:59:00Z', '03:59', '2026-10-24'],
  ['Europe/Lisbon', '04:00', '2026-10-25T04:00:00Z', '04:00', '2026-10-25'],
  // Sydney, 4 October: 02:00 becomes 03:00; 5 April: 03:00 becomes 02:00.
  ['Australia/Sydney', '05:00', '2026-10-03T17:59:00Z', '04:59', '2026-10-03'],
  ['Australia/Sydney', '05:00', '2026-10-03T18:00:00Z', '05:00', '2026-10-04'],
  ['Australia/Sydney', '05:00', '2026-04-04T18:59:00Z', '04:59', '2026-04-04'],
  ['Australia/Sydney', '05:00', '2026-04-04T19:00:00Z', '05:00', '2026-04-05'],
  ['Australia/Sydney', '02:30', '2026-10-03T15:59:00Z', '01:59', '2026-10-03'],
  ['Australia/Sydney', '02:30', '2026-10-03T16:00:00Z', '03:00', '2026-10-04'],
  // Santiago, 6 September: midnight becomes 01:00; 5 April: midnight becomes 23:00 of the 4th.
  ['America/Santiago', '00:00', '2026-09-06T03:59:00Z', '23:59', '2026-09-05'],
  ['America/Santiago', '00:00', '2026-09-06T04:00:00Z', '01:00', '2026-09-06'],
  ['America/Santiago', '03:00', '2026-04-05T06:59:00Z', '02:59', '2026-04-04'],
  ['America/Santiago', '03:00', '2026-04-05T07:00:00Z', '03:00', '2026-04-05'],
  ['America/Santiago', '00:00', '2026-04-05T03:30:00Z', '23:30', '2026-04-04'],
  ['America/Santiago', '00:00', '2026-04-05T04:00:00Z', '00:00', '2026-04-05'],
  // Kolkata: half an hour off, never changes.
  ['Asia/Kolkata', '04:00', '2026-03-07T22:29:00Z', '03:59', '2026-03-07'],
  ['Asia/Kolkata', '04:00', '2026-03-07T22:30:00Z', '04:00', '2026-03-08'],
  // Lord Howe moves by half an hour. 4 October: 02:00 becomes 02:30; 5 April: 02:00 becomes 01:30.
  ['Australia/Lord_Howe', '04:00', '2026-10-03T16:59:00Z', '03:59', '2026-10-03'],
  ['Australia/Lord_Howe', '04:00', '2026-10-03T17:00:00Z', '04:00', '2026-10-04'],
  ['Australia/Lord_Howe', '02:15', '2026-10-03T15:29:00Z', '01:59', '2026-10-03'],
  ['Australia/Lord_Howe', '02:15', '2026-10-03T15:30:00Z', '02:30', '2026-10-04'],
  ['Australia/Lord_Howe', '04:00', '2026-04-04T17:29:00Z', '03:59', '2026-04-04'],
  ['Australia/Lord_Howe', '04:00', '2026-04-04T17:30:00Z', '04:00', '2026-04-05'],
];

/** Where a business day begins and ends. `[zone, cutoff, business date, from, to (exclusive)]`. */
export const BUSINESS_DAYS: readonly (readonly [string, string, string, string, string])[] = [
  ['America/New_York', '04:00', '2026-03-07', '2026-03-07T09:00:00Z', '2026-03-08T08:00:00Z'],
  ['America/New_York', '04:00', '2026-03-08', '2026-03-08T08:00:00Z', '2026-03-09T08:00:00Z'],
  ['America/New_York', '04:00', '2026-10-31', '2026-10-31T08:00:00Z', '2026-11-01T09:00:00Z'],
  // The cutoff is skipped: the day begins when the clock jumps over it. It is shown twice: at the first.
  ['America/New_York', '02:30', '2026-03-08', '2026-03-08T07:00:00Z', '2026-03-09T06:30:00Z'],
  ['America/New_York', '01:30', '2026-11-01', '2026-11-01T05:30:00Z', '2026-11-02T06:30:00Z'],
  ['America/Sao_Paulo', '00:00', '2026-11-01', '2026-11-01T03:00:00Z', '2026-11-02T03:00:00Z'],
  ['America/Sao_Paulo', '00:00', '2018-11-04', '2018-11-04T03:00:00Z', '2018-11-05T02:00:00Z'],
  ['Asia/Jakarta', '04:00', '2026-03-08', '2026-03-07T21:00:00Z', '2026-03-08T21:00:00Z'],
  ['Asia/Kolkata', '00:00', '2026-12-31', '2026-12-30T18:30:00Z', '2026-12-31T18:30:00Z'],
  ['Europe/Lisbon', '01:30', '2026-03-29', '2026-03-29T01:00:00Z', '2026-03-30T00:30:00Z'],
  ['Europe/Lisbon', '01:30', '2026-10-25', '2026-10-25T00:30:00Z', '2026-10-26T01:30:00Z'],
  ['Australia/Sydney', '05:00', '2026-10-03', '2026-10-02T19:00:00Z', '2026-10-03T18:00:00Z'],
  ['Australia/Sydney', '02:30', '2026-04-05', '2026-04-04T15:30:00Z', '2026-04-05T16:30:00Z'],
  ['America/Santiago', '00:00', '2026-09-06', '2026-09-06T04:00:00Z', '2026-09-07T03:00:00Z'],
  ['America/Santiago', '00:00', '2026-04-04', '2026-04-04T03:00:00Z', '2026-04-05T04:00:00Z'],
  ['Australia/Lord_Howe', '02:15', '2026-10-04', '2026-10-03T15:30:00Z', '2026-10-04T15:15:00Z'],
  ['Australia/Lord_Howe', '01:45', '2026-04-05', '2026-04-04T14:45:00Z', '2026-04-05T15:15:00Z'],
];
