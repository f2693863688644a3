/** What one module holds on a person. Its `erase` runs inside the unit of work that anonymises the account. */
export interface PersonalDataHolder {
  /** Everything held on this user, as JSON. */
  export(userId: string): Promise<unknown>;
  /** Removes or anonymises it, but for what tax law keeps. */
  erase(userId: string): Promise<void>;
}

/** Where modules that hold personal data say so (at module init), so that export and erasure reach all of it. */
export class PersonalData {
  private readonly holders = new Map<string, PersonalDataHolder>();

  /** `section` is the member of the export: `orders`, `cart`. */
  register(section: string, holder: PersonalDataHolder): void {
    if (this.holders.has(section)) throw new Error(`Two holders of personal data are called ${section}`);
    this.holders.set(section, holder);
  }

  async export(userId: string): Promise<Record<string, unknown>> {
    const sections: Record<string, unknown> = {};
    for (const [section, holder] of this.holders) sections[section] = await holder.export(userId);
    return sections;
  }

  async erase(userId: string): Promise<void> {
    for (const holder of this.holders.values()) await holder.erase(userId);
  }
}
