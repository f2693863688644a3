import { Injectable } from '@nestjs/common';

import { Database } from '#libs/platform';

import { FiscalNumbers, type Series } from '../core/fiscal.ports.js';

@Injectable()
export class SqlFiscalNumbers extends FiscalNumbers {
  constructor(private readonly database: Database) {
    super();
  }

  async take(series: Series): Promise<number> {
    const values = valuesOf(series);
    const last = await this.lock(series);
    // Statements of their own: their snapshots see what whoever held the lock before has committed.
    const [freed] = await this.database.query<{ number: number }>({
      name: 'fiscal.take-freed',
      text: `DELETE FROM fiscal_freed_numbers WHERE (cnpj, environment, model, series, number) IN (
               SELECT cnpj, environment, model, series, number FROM fiscal_freed_numbers
               WHERE cnpj = $1 AND environment = $2 AND model = $3 AND series = $4 ORDER BY number LIMIT 1)
             RETURNING number`,
      values,
    });
    if (freed) return freed.number;
    await this.database.execute({
      name: 'fiscal.count',
      text: `UPDATE fiscal_series SET last_number = $5
             WHERE cnpj = $1 AND environment = $2 AND model = $3 AND series = $4`,
      values: [...values, last + 1],
    });
    return last + 1;
  }

  async giveBack(series: Series, number: number): Promise<void> {
    await this.lock(series);
    await this.database.execute({
      name: 'fiscal.give-back',
      text: `INSERT INTO fiscal_freed_numbers (cnpj, environment, model, series, number) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING`,
      values: [...valuesOf(series), number],
    });
  }

  /** The number given last. */
  private async lock(series: Series): Promise<number> {
    const [row] = await this.database.query<{ last_number: number }>({
      name: 'fiscal.lock-series',
      text: `INSERT INTO fiscal_series (cnpj, environment, model, series, last_number) VALUES ($1, $2, $3, $4, 0)
             ON CONFLICT (cnpj, environment, model, series) DO UPDATE SET last_number = fiscal_series.last_number
             RETURNING last_number`,
      values: valuesOf(series),
    });
    return row?.last_number ?? 0;
  }
}

const valuesOf = ({ cnpj, environment, model, series }: Series) => [cnpj, environment, model, series];
