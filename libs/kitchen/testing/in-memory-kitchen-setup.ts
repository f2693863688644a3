import { KitchenSetup } from '../core/kitchen.ports.js';
import { type KitchenSettings, USUAL_SETTINGS } from '../core/model/kitchen-settings.js';
import type { Station, StationFields } from '../core/model/station.js';

/** Stations and rules in memory. */
export class InMemoryKitchenSetup extends KitchenSetup {
  private readonly described = new Map<string, Station>();
  private readonly rules = new Map<string, KitchenSettings>();

  async stations(outletId: string): Promise<Station[]> {
    return [...this.described.values()]
      .filter((station) => station.outletId === outletId)
      .sort((a, b) => (a.code < b.code ? -1 : 1));
  }

  async settings(outletId: string): Promise<KitchenSettings> {
    return this.rules.get(outletId) ?? USUAL_SETTINGS;
  }

  async putStation(outletId: string, code: string, fields: StationFields, version: number): Promise<boolean> {
    const key = `${outletId} ${code}`;
    if ((this.described.get(key)?.version ?? 0) !== version) return false;
    this.described.set(key, { ...fields, outletId, code, version: version + 1 });
    return true;
  }

  async removeStation(outletId: string, code: string): Promise<boolean> {
    return this.described.delete(`${outletId} ${code}`);
  }

  async putSettings(outletId: string, settings: KitchenSettings): Promise<boolean> {
    if ((this.rules.get(outletId) ?? USUAL_SETTINGS).version !== settings.version) return false;
    this.rules.set(outletId, { ...settings, version: settings.version + 1 });
    return true;
  }
}
