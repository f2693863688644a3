export { type CsvRecord, flagOfText, readCsv } from './csv-reader.js';
export { type CsvCell, type CsvDelimiter, writeCsv } from './csv-writer.js';
