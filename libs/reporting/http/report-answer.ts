import { applyDecorators, Injectable, StreamableFile, type Type } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import type { Request } from 'express';

import { type ReportTable, TablePrinter } from './report-table.js';
import type { FileQuery } from './reports.query.js';

const CSV = { schema: { type: 'string', format: 'binary' } } as const;

/** Answers a report as JSON or, to `Accept: text/csv` or `?format=csv`, as a table. */
@Injectable()
export class ReportAnswer {
  constructor(private readonly printer: TablePrinter) {}

  as<T>(name: string, request: Request, { format, delimiter }: FileQuery, body: T, table: (body: T) => ReportTable) {
    request.res?.setHeader('Vary', 'Accept');
    const isCsv = format === 'csv' || (!format && request.accepts(['application/json', 'text/csv']) === 'text/csv');
    if (!isCsv) return body;
    return new StreamableFile(Buffer.from(this.printer.csv(table(body), delimiter)), {
      type: 'text/csv; charset=utf-8',
      disposition: `attachment; filename="${name}.csv"`,
    });
  }
}

export const ApiReport = (model: Type) =>
  applyDecorators(
    ApiExtraModels(model),
    ApiOkResponse({
      description: 'As JSON, or as a table to Accept: text/csv',
      content: { 'application/json': { schema: { $ref: getSchemaPath(model) } }, 'text/csv': CSV },
    }),
  );
