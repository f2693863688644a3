import { Injectable } from '@nestjs/common';
import { Not } from 'typeorm';

import type { Page, PageRequest } from '#libs/kernel';
import { Database } from '#libs/platform';

import type { Address, AddressDetails } from '../core/address.js';
import { AddressRepository } from '../core/identity.ports.js';
import { type AddressRow, AddressSchema } from './address.schema.js';

@Injectable()
export class TypeOrmAddressRepository extends AddressRepository {
  constructor(private readonly database: Database) {
    super();
  }

  async list(userId: string, { limit, offset }: PageRequest): Promise<Page<Address>> {
    const [rows, total] = await this.rows.findAndCount({
      where: { user_id: userId },
      order: { created_at: 'ASC', id: 'ASC' },
      take: limit,
      skip: offset,
    });
    return { data: rows.map(toAddress), total, limit, offset };
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

const detailColumns = (details: AddressDetails) => ({
  label: details.label,
  recipient: details.recipient,
  phone: details.phone,
  street: details.street,
  number: details.number,
  complement: details.complement,
  district: details.district,
  city: details.city,
  state: details.state,
  postal_code: details.postalCode,
  country: details.country,
});

const toAddress = (row: AddressRow): Address => ({
  id: row.id,
  userId: row.user_id,
  label: row.label,
  recipient: row.recipient,
  phone: row.phone,
  street: row.street,
  number: row.number,
  complement: row.complement,
  district: row.district,
  city: row.city,
  state: row.state,
  postalCode: row.postal_code,
  country: row.country,
  version: row.version,
  isDefault: row.is_default,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
