import { type Fault, FAULT_KINDS, type Faults } from '../framework/faults.js';
import type { Journal, JournalEntry } from '../framework/journal.js';
import {
  type ActionDetails,
  type Item,
  NoSuchItem,
  NotPossible,
  type Provider,
  type Role,
  type Settings,
} from '../framework/provider.js';
import type { Delivery, WebhookSender } from '../framework/webhook-sender.js';

/** What tests and demos do with one provider. */
export class ProviderControl<P extends Provider = Provider> {
  constructor(
    private readonly provider: P,
    private readonly faults: Faults,
    private readonly journal: Journal,
    private readonly sender: WebhookSender,
  ) {}

  get role(): Role | undefined {
    return this.provider.role;
  }

  settings(): Settings {
    return { ...this.provider.settings };
  }

  /** Changes keys, secrets or where webhooks go. Throws `NotPossible` for a name that this provider does not have. */
  configure(values: Readonly<Partial<Settings>>): Settings {
    const unknown = Object.keys(values).find((name) => !Object.hasOwn(this.provider.settings, name));
    if (unknown !== undefined) throw new NotPossible(`there is no setting ${unknown}`);
    Object.assign(this.provider.settings, values);
    return this.settings();
  }

  items(): Item[] {
    return this.provider.items();
  }

  /** Throws `NoSuchItem`. */
  item(id: string): Item {
    const found = this.items().find((one) => one.id === id || one.reference === id);
    if (!found) throw new NoSuchItem(id);
    return found;
  }

  /**
   * Makes something happen to the item of this id (the provider's or the caller's): somebody pays, a bank refuses, time is up. Its
   * webhooks leave in the background: see `idle`. Throws `NoSuchItem`, `NotPossible`.
   */
  act(action: keyof P['actions'] & string, id: string, details: ActionDetails = {}): Item {
    const run = Object.hasOwn(this.provider.actions, action) ? this.provider.actions[action] : undefined;
    if (!run) throw new NotPossible(`there is no action ${action}`);
    run(id, details);
    return this.item(id);
  }

  actions(): string[] {
    return Object.keys(this.provider.actions);
  }

  /** Throws `NotPossible` for a kind that does not exist, or nonsense in its numbers. */
  inject(fault: Fault): void {
    if (!FAULT_KINDS.includes(fault.kind)) throw new NotPossible(`there is no fault ${fault.kind}`);
    for (const name of ['times', 'ms', 'status', 'amount'] as const) {
      const value = fault[name];
      if (value !== undefined && (!Number.isSafeInteger(value) || value < 0)) {
        throw new NotPossible(`${name} must be a whole number`);
      }
    }
    this.faults.inject(fault);
  }

  /** The faults that have not been used up. */
  faultsLeft(): Fault[] {
    return this.faults.list();
  }

  clearFaults(): void {
    this.faults.clear();
  }

  /** The calls received, or those of one operation. */
  calls(operation?: string): JournalEntry[] {
    return this.journal.calls(operation);
  }

  count(operation?: string): number {
    return this.journal.count(operation);
  }

  counts(): Record<string, number> {
    return this.journal.counts();
  }

  forgetCalls(): void {
    this.journal.clear();
  }

  /** All webhooks, with every attempt and the answer that it got. */
  webhooks(event?: string): Delivery[] {
    return this.sender.deliveries().filter((one) => event === undefined || one.event === event);
  }

  /** One attempt more. Throws `NoSuchItem`. */
  async resend(id: string): Promise<Delivery> {
    const delivery = await this.sender.resend(id);
    if (!delivery) throw new NoSuchItem(id);
    return delivery;
  }

  /** Sends the webhooks that a `webhook-reordered` fault still holds back. */
  release(): void {
    this.sender.release();
  }

  /** Resolves when none of its webhooks is under way. */
  idle(): Promise<void> {
    return this.sender.idle();
  }

  env(): Readonly<Record<string, string>> {
    return this.provider.env();
  }

  sendWebhooksTo(apiUrl: string): void {
    this.provider.settings.webhookUrl = new URL(this.provider.webhookPath, apiUrl).href;
  }

  /** As on the first day: no item, call, fault or webhook. Settings stay. */
  reset(): void {
    this.provider.reset();
    this.faults.clear();
    this.journal.clear();
    this.sender.reset();
  }
}
