import { ApiProperty } from '@nestjs/swagger';

import type { OwnData } from '../core/services/own-data.js';
import { AddressResponse } from './addresses.dto.js';
import { ProfileResponse } from './users.dto.js';

export class LoginRecord {
  created_at!: Date;
  ended_at!: Date | null;
}

/** Everything that is held on one person. */
export class OwnDataResponse {
  exported_at!: Date;
  user!: ProfileResponse;
  addresses!: AddressResponse[];
  /** When and until when they were logged in. */
  logins!: LoginRecord[];
  /** What the other parts of Comanda hold, such as orders. */
  @ApiProperty({ type: 'object', additionalProperties: true })
  elsewhere!: Record<string, unknown>;

  static from({ exportedAt, user, addresses, logins, elsewhere }: OwnData): OwnDataResponse {
    return {
      exported_at: exportedAt,
      user: ProfileResponse.from(user),
      addresses: addresses.map((address) => AddressResponse.from(address)),
      logins: logins.map(({ createdAt, endedAt }) => ({ created_at: createdAt, ended_at: endedAt })),
      elsewhere: { ...elsewhere },
    };
  }
}
