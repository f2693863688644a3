import { Injectable } from '@nestjs/common';

import type { CursorPage, OutletScope, PageRequest } from '#libs/kernel';
import { Database, inScope, newestBy, newestFirst, Values, whereAll } from '#libs/platform';

import { type Shipment, WORRYING_FAILURES } from '../core/model/shipment.js';
import { shipmentNotFound } from '../core/model/shipping.errors.js';
import { type ShipmentFilter, ShipmentQueries } from '../core/shipping.ports.js';
import { SHIPMENT_COLUMNS, toShipment } from './shipment-rows.js';
import type { ShipmentRow } from './shipping.schema.js';

type Row = ShipmentRow & Record<string, unknown>;

const WORRYING = `(state = 'FAILED' OR fault = 'GIVEN_UP' OR failures >= ${WORRYING_FAILURES})`;

const NEWEST = newestBy('created_at');

@Injectable()
export class SqlShipmentQueries extends ShipmentQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async get(scope: OutletScope, id: string): Promise<Shipment> {
    const values = new Values();
    const matching = whereAll(`id = ${values.add(id)}`, inScope(scope, 'outlet_id', values));
    const [row] = await this.database.query<Row>({
      text: `SELECT ${SHIPMENT_COLUMNS} FROM shipments ${matching}`,
      values: values.list,
    });
    if (!row) throw shipmentNotFound();
    return toShipment(row);
  }

  async page(scope: OutletScope, filter: ShipmentFilter, page: PageRequest): Promise<CursorPage<Shipment>> {
    const values = new Values();
    const filters = [
      filter.orderId !== undefined && `order_id = ${values.add(filter.orderId)}`,
      filter.state !== undefined && `state = ${values.add(filter.state)}`,
      filter.attention !== undefined && (filter.attention ? WORRYING : `${WORRYING} IS NOT TRUE`),
    ];
    const outlets = { column: 'outlet_id', scope };
    const list = {
      from: 'shipments',
      columns: SHIPMENT_COLUMNS,
      outlets,
      filters,
      values,
      key: NEWEST,
      toItem: toShipment,
    };
    return newestFirst<Row, Shipment>(this.database, list, page);
  }
}
