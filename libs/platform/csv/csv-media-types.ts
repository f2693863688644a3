/** What spreadsheets and browsers call a CSV file. */
export const CSV_MEDIA_TYPES: readonly string[] = [
  'text/csv',
  'application/csv',
  'application/vnd.ms-excel',
  'text/plain',
  'text/tab-separated-values',
];
