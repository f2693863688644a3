import { applyDecorators, StreamableFile, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import type { Request } from 'express';

import { ApiMayBeOld } from '#libs/platform';

import { reportCsv, type ReportTable } from './report-csv.js';
import type { FileQuery } from './reports.query.js';

const CSV = { schema: { type: 'string', format: 'binary' } } as const;

/** Answers a report as JSON or, to `Accept: text/csv` or `?format=csv`, as a table. */
export function reportAnswer<T>(
  name: string,
  request: Request,
  { format, delimiter }: FileQuery,
  body: T,
  tableOf: (body: T) => ReportTable,
): T | StreamableFile {
  request.res?.setHeader('Vary', 'Accept');
  const isCsv = format === 'csv' || (!format && request.accepts(['application/json', 'text/csv']) === 'text/csv');
  if (!isCsv) return body;
  return new StreamableFile(Buffer.from(reportCsv(tableOf(body), delimiter)), {
    type: 'text/csv; charset=utf-8',
    disposition: `attachment; filename="${name}.csv"`,
  });
}

export const ApiReport = (model: Type) =>
  applyDecorators(
    ApiMayBeOld(),
    ApiExtraModels(model),
    ApiOkResponse({
      description: 'As JSON, or as a table to Accept: text/csv',
      content: { 'application/json': { schema: { $ref: getSchemaPath(model) } }, 'text/csv': CSV },
    }),
  );
