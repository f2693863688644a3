/** A call that a provider received. */
export interface JournalEntry {
  readonly number: number;
  /** ISO, by the sandbox's clock. */
  readonly at: string;
  readonly operation: string;
  readonly method: string;
  readonly path: string;
  /** Credentials are kept out. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** The answer's status; null when the connection was reset instead, or while it is still open. */
  status: number | null;
  /** The kinds of faults that hit it. */
  readonly faults: string[];
}

const SECRET_HEADERS = new Set(['authorization', 'cookie', 'proxy-authorization']);
const KEPT = 10_000;

/** Every call that one provider received, in order, with its counts per operation. */
export class Journal {
  private entries: JournalEntry[] = [];
  private counted = new Map<string, number>();
  private last = 0;

  /** Writes the call down before anything is done with it. */
  open(call: Omit<JournalEntry, 'number' | 'status' | 'faults'>): JournalEntry {
    const entry = { ...call, headers: withoutSecrets(call.headers), number: ++this.last, status: null, faults: [] };
    this.entries.push(entry);
    if (this.entries.length > KEPT) this.entries.shift();
    this.counted.set(call.operation, (this.counted.get(call.operation) ?? 0) + 1);
    return entry;
  }

  /** The last 10,000 calls, or those of one operation. */
  calls(operation?: string): JournalEntry[] {
    return this.entries.filter((entry) => operation === undefined || entry.operation === operation);
  }

  /** All calls ever, or those of one operation. */
  count(operation?: string): number {
    if (operation !== undefined) return this.counted.get(operation) ?? 0;
    return [...this.counted.values()].reduce((sum, one) => sum + one, 0);
  }

  counts(): Record<string, number> {
    return Object.fromEntries(this.counted);
  }

  clear(): void {
    this.entries = [];
    this.counted.clear();
  }
}

function withoutSecrets(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.has(name) ? '[kept out]' : value]),
  );
}
