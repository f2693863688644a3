import { Injectable } from '@nestjs/common';

import { IdentityApi } from '#libs/identity';
import type { CursorPage, PageRequest } from '#libs/kernel';

import { maskAddress, type Notification } from '../model/notification.js';
import { NotificationQueries, type NotificationFilter } from '../notifications.ports.js';

export interface ShownNotification extends Notification {
  /** Enough to recognise it; null when they have none, or are gone. */
  readonly maskedAddress: string | null;
}

/** What was sent and what is owed, for an administrator. */
@Injectable()
export class NotificationViews {
  constructor(
    private readonly notifications: NotificationQueries,
    private readonly identity: IdentityApi,
  ) {}

  async page(filter: NotificationFilter, page: PageRequest): Promise<CursorPage<ShownNotification>> {
    const found = await this.notifications.page(filter, page);
    const userIds = found.data.map(({ userId }) => userId).filter((id) => id !== null);
    const addresses = userIds.length > 0 ? await this.identity.emailAddressesOf([...new Set(userIds)]) : NONE;
    return { ...found, data: found.data.map((one) => ({ ...one, maskedAddress: masked(one, addresses) })) };
  }
}

const NONE: ReadonlyMap<string, string> = new Map();

function masked({ userId }: Notification, addresses: ReadonlyMap<string, string>): string | null {
  const address = userId === null ? undefined : addresses.get(userId);
  return address === undefined ? null : maskAddress(address);
}
