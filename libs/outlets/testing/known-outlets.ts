import { isInScope, notFound, type OutletScope } from '#libs/kernel';

import { OutletsApi, type OutletSettings } from '../core/outlets.api.js';

/** Open outlets of a test, oldest first, where only identity and currency matter. */
export class KnownOutlets extends OutletsApi {
  private readonly outlets: OutletSettings[];

  constructor(...outlets: (Pick<OutletSettings, 'id' | 'currency'> & Partial<OutletSettings>)[]) {
    super();
    this.outlets = outlets.map((outlet) => ({ name: 'Kopi Senja', ...outlet }) as OutletSettings);
  }

  async get(outletId: string): Promise<OutletSettings> {
    const found = this.outlets.find(({ id }) => id === outletId);
    if (!found) throw notFound('outlet', 'OUTLET_NOT_FOUND');
    return found;
  }

  async list(scope: OutletScope): Promise<OutletSettings[]> {
    return this.outlets.filter(({ id }) => isInScope(scope, id));
  }
}
