import { Injectable } from '@nestjs/common';

import type { Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import { AddressQueries } from '../core/identity.ports.js';
import type { Address } from '../core/model/address.js';
import { toAddress } from './address-rows.js';
import { AddressSchema } from './address.schema.js';

@Injectable()
export class TypeOrmAddressQueries extends AddressQueries {
  constructor(private readonly database: Database) {
    super();
  }

  async list(userId: string, { limit, offset }: PageRequest): Promise<Page<Address>> {
    const [rows, total] = await this.database.rows(AddressSchema).findAndCount({
      where: { user_id: userId },
      order: { created_at: 'ASC', id: 'ASC' },
      take: limit,
      skip: offset,
    });
    return { data: rows.map(toAddress), total, limit, offset };
  }
}
