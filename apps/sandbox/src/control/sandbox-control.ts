import type { SandboxClock } from '../framework/clock.js';
import { NoSuchItem, NotPossible, type Role } from '../framework/provider.js';
import type { Providers } from '../providers/index.js';
import type { ProviderControl } from './provider-control.js';

/** Each provider's control, by the name that is also its path prefix. */
export type ProviderControls = { readonly [Name in keyof Providers]: ProviderControl<Providers[Name]> };

/** Which company plays a role, by its path prefix; `none`: its variables are left out. */
export type Casting = Readonly<Partial<Record<Role, string>>>;

const USUALLY: Readonly<Record<Role, string>> = { shipping: 'melhorenvio', fiscal: 'focusnfe' };

/** What tests and demos do with the whole sandbox. */
export class SandboxControl {
  constructor(
    readonly clock: SandboxClock,
    /** `control.of.midtrans.act('pay', 'POS-1')` */
    readonly of: ProviderControls,
  ) {}

  /** By a name that came from outside. Throws `NoSuchItem`. */
  provider(name: string): ProviderControl {
    if (!Object.hasOwn(this.of, name)) throw new NoSuchItem(name);
    return this.of[name as keyof ProviderControls];
  }

  /** Every provider sends its webhooks to this API from now on. */
  sendWebhooksTo(apiUrl: string): void {
    for (const provider of this.all()) provider.sendWebhooksTo(apiUrl);
  }

  /**
   * The environment that points Comanda at the sandbox, as its providers are set now: `env({ shipping: 'correios', fiscal: 'none' })`.
   * Throws `NotPossible` for a company that does not play the role.
   */
  env(casting: Casting = {}): Record<string, string> {
    const cast = { ...USUALLY, ...casting };
    for (const [role, name] of Object.entries(casting)) {
      const plays = Object.hasOwn(this.of, name) && this.provider(name).role === role;
      if (!plays && name !== 'none') throw new NotPossible(`${name} does no ${role}`);
    }
    const chosen = Object.keys(this.of).filter((name) => {
      const { role } = this.provider(name);
      return role === undefined || cast[role] === name;
    });
    return Object.assign({}, ...chosen.map((name) => this.provider(name).env())) as Record<string, string>;
  }

  /** Resolves when no webhook is under way. */
  async idle(): Promise<void> {
    await Promise.all(this.all().map((provider) => provider.idle()));
  }

  /** No item, call, fault, webhook or alarm; the clock as on the wall. Settings stay. */
  reset(): this {
    this.clock.reset();
    for (const provider of this.all()) provider.reset();
    return this;
  }

  describe() {
    const providers = Object.keys(this.of).map((name) => ({ name, actions: this.provider(name).actions() }));
    return { now: new Date(this.clock.now()).toISOString(), providers };
  }

  private all(): ProviderControl[] {
    return Object.keys(this.of).map((name) => this.provider(name));
  }
}
