/** A form of Stripe's: `metadata[order_id]=1&expand[0]=latest_charge`. */
export class Form {
  private readonly fields: ReadonlyMap<string, string>;

  constructor(text: string) {
    this.fields = new Map(new URLSearchParams(text));
  }

  text(name: string): string | undefined {
    return this.fields.get(name);
  }

  has(name: string): boolean {
    return this.fields.has(name) || this.names().includes(name);
  }

  /** The names before the brackets. */
  names(): string[] {
    return [...new Set([...this.fields.keys()].map((key) => key.split('[')[0] ?? key))];
  }

  /** What stands in the brackets of a name, with its values. */
  map(name: string): Record<string, string> {
    const inner = new RegExp(`^${name}\\[([^\\]]+)\\]$`);
    return Object.fromEntries(
      [...this.fields].flatMap(([key, value]) => {
        const [, part] = inner.exec(key) ?? [];
        return part === undefined ? [] : [[part, value]];
      }),
    );
  }

  list(name: string): string[] {
    return [...this.fields].filter(([key]) => key.startsWith(`${name}[`)).map(([, value]) => value);
  }
}
