import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';

import { Database } from '#libs/platform';

import type { Address, AddressDetails } from '../core/model/address.js';
import { AddressRepository } from '../core/identity.ports.js';
import { detailColumns, toAddress } from './address-rows.js';
import { AddressSchema } from './address.schema.js';

@Injectable()
export class TypeOrmAddressRepository extends AddressRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async find(userId: string, id: string): Promise<Address | null> {
    const row = await this.rows.findOneBy({ id, user_id: userId });
    return row ? toAddress(row) : null;
  }

  async findDefault(userId: string): Promise<Address | null> {
    const row = await this.rows.findOneBy({ user_id: userId, is_default: true });
    return row ? toAddress(row) : null;
  }

  async count(userId: string): Promise<number> {
    return this.rows.countBy({ user_id: userId });
  }

  async add(address: Address): Promise<void> {
    await this.rows.insert({
      ...detailColumns(address),
      id: address.id,
      user_id: address.userId,
      is_default: address.isDefault,
      version: address.version,
      created_at: address.createdAt,
      updated_at: address.updatedAt,
    });
  }

  async replace(userId: string, id: string, details: AddressDetails, at: Date): Promise<void> {
    const version = () => 'version + 1';
    await this.rows.update({ id, user_id: userId }, { ...detailColumns(details), version, updated_at: at });
  }

  async remove(userId: string, id: string): Promise<boolean> {
    const { affected } = await this.rows.delete({ id, user_id: userId });
    return affected === 1;
  }

  async makeDefault(userId: string, id: string): Promise<void> {
    const version = () => 'version + 1';
    await this.rows.update({ user_id: userId, is_default: true, id: Not(id) }, { is_default: false, version });
    await this.rows.update({ id, user_id: userId, is_default: false }, { is_default: true, version });
  }

  async ensureDefault(userId: string): Promise<void> {
    await this.database.execute({
      name: 'addresses.ensure-default',
      text: `UPDATE addresses SET is_default = true, version = version + 1
             WHERE id = (SELECT id FROM addresses WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1)
               AND NOT EXISTS (SELECT 1 FROM addresses WHERE user_id = $1 AND is_default)`,
      values: [userId],
    });
  }

  private get rows() {
    return this.database.rows(AddressSchema);
  }
}
