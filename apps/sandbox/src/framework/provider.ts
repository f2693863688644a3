import type { SandboxClock } from './clock.js';
import type { Faults } from './faults.js';
import type { Answer, SlowHandler } from './http.js';
import type { WebhookPolicy, WebhookSender } from './webhook-sender.js';

/** What a provider stands on. */
export interface Premises {
  /** Its own address, with its prefix: what an adapter takes as the provider's base URL. */
  readonly url: () => string;
  readonly clock: SandboxClock;
  readonly faults: Faults;
  readonly webhooks: WebhookSender;
}

type Draw = (params: Readonly<Record<string, string>>, query: URLSearchParams) => Answer | Promise<Answer>;
type Add = (path: string, operation: string, handler: SlowHandler) => void;

/** A provider's routes, in Express' spelling, below its prefix. Each call is written down under its operation's name and may be hit by faults. */
export interface Routes {
  readonly get: Add;
  readonly post: Add;
  readonly put: Add;
  readonly patch: Add;
  readonly delete: Add;
  /** What a browser fetches (an image, a script): neither written down nor hit. */
  readonly asset: (path: string, draw: Draw) => void;
  /** Another address of the page of the thing that `:id` names. */
  readonly page: (path: string) => void;
}

/** A payment, a parcel, an invoice: something that a person or a test can act upon. */
export interface Item {
  /** What the provider's API calls it. */
  readonly id: string;
  /** What the caller calls it. */
  readonly reference: string;
  readonly state: string;
  /** For people: `Rp 115.000`. */
  readonly summary: string;
  readonly [detail: string]: unknown;
}

export interface Button {
  readonly action: string;
  readonly label: string;
  /** What is sent along with it. */
  readonly details?: ActionDetails;
}

/** What a person sees of an item. */
export interface Page {
  readonly title: string;
  readonly state: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly image?: { readonly src: string; readonly alt: string };
  /** Files that belong to it; relative to the page. */
  readonly links?: readonly { readonly href: string; readonly label: string }[];
  /** Somebody else's HTML, shown without any right; relative to the page. */
  readonly frame?: { readonly src: string; readonly title: string };
  /** A longer text, as it is. */
  readonly text?: string;
  readonly buttons: readonly Button[];
  /** Where the shop wants its customer back. */
  readonly back?: string;
}

export interface ActionDetails {
  /** In the provider's own smallest unit. */
  readonly amount?: number;
  readonly method?: string;
  readonly reason?: string;
  readonly tax_id?: string;
  /** Of an authority's refusal: `591`. */
  readonly code?: string;
}

export type Action = (id: string, details: ActionDetails) => void;

/** Keys, secrets and `webhookUrl`, where its webhooks go (empty: nowhere). */
export type Settings = { webhookUrl: string } & Record<string, string>;

/** What Comanda needs one company for, of several that offer it. */
export type Role = 'shipping' | 'fiscal';

/**
 * One company of the outside world. Its state is in memory; what it says on the wire is what its documents say.
 * `Actions` is what people and tests can make happen to an item; each throws `NoSuchItem` or `NotPossible`.
 */
export interface Provider<Actions extends Readonly<Record<string, Action>> = Readonly<Record<string, Action>>> {
  readonly title: string;
  readonly settings: Settings;
  /** The path at Comanda's API that takes its webhooks. */
  readonly webhookPath: string;
  readonly actions: Actions;
  /** Companies of one role share their variables: the environment names one of them. */
  readonly role?: Role;
  /** Paths that its SDK, which knows hosts and no prefixes, wants at the root as well. */
  readonly rootPaths?: readonly string[];
  routes(to: Routes): void;
  /** An error in its own shape, such as `{"error_messages":[…]}`. */
  problem(status: number, message: string, path: string): Answer;
  /** A body of its own with another amount in it; for the fault `wrong-amount`. */
  withAmount?(body: unknown, amount: number | undefined): unknown;
  items(): Item[];
  page(id: string): Page | undefined | Promise<Page | undefined>;
  /** The environment that points Comanda at it. */
  env(): Readonly<Record<string, string>>;
  reset(): void;
}

/** How a provider is made: its way of insisting, and itself on its premises. */
export interface ProviderKind<P extends Provider> {
  readonly policy: WebhookPolicy;
  readonly create: (premises: Premises) => P;
}

export class NoSuchItem extends Error {
  constructor(readonly id: string) {
    super(`nothing is known by the id ${id}`);
  }
}

/** The item's state does not let this happen. */
export class NotPossible extends Error {}
