import type { SandboxClock } from './clock.js';
import type { Faults } from './faults.js';

/** How a provider insists. */
export interface WebhookPolicy {
  /** How long it waits for an answer, in milliseconds of the wall's time. */
  readonly timeoutMs: number;
  /**
   * The wait before the next attempt, in milliseconds of the sandbox's clock, after so many failed ones; undefined when it gives up.
   * `status` is the last answer's; undefined when there was none.
   */
  readonly waitBeforeRetry: (failed: number, status: number | undefined) => number | undefined;
  /** The redirects that it follows, up to five of them. */
  readonly follows?: readonly number[];
}

export interface Webhook {
  readonly event: string;
  /** What it is about (a payment's id): webhooks about the same thing leave in order. */
  readonly subject: string;
  readonly url: string;
  readonly body: string;
  /** Of each attempt: a signature may carry the moment of its making. */
  readonly headers: () => Readonly<Record<string, string>>;
}

export interface Attempt {
  /** ISO, by the sandbox's clock. */
  readonly at: string;
  /** Absent when nothing answered. */
  readonly status?: number;
  readonly answer?: string;
  readonly error?: string;
}

/** `waiting`: not sent yet, or to be sent again. `unaddressed`: nobody has told where to. */
export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'lost' | 'unaddressed';

export interface Delivery {
  readonly id: string;
  readonly event: string;
  readonly subject: string;
  readonly url: string;
  readonly body: string;
  /** Of the last attempt; signed, so that a test can send it itself. */
  readonly headers: Readonly<Record<string, string>>;
  readonly attempts: readonly Attempt[];
  readonly state: DeliveryState;
}

type Sending = { -readonly [K in keyof Delivery]: Delivery[K] } & {
  attempts: Attempt[];
  readonly webhook: Webhook;
  /** That of the day it was made: a reset calls it off, also when its turn has not come. */
  readonly signal: AbortSignal;
};

const MOST_REDIRECTS = 5;
const ANSWER_KEPT = 200;

/** Sends one provider's webhooks as its documents say: a failed one again and again, until the schedule ends. */
export class WebhookSender {
  private sendings: Sending[] = [];
  private held: Sending[] = [];
  private queues = new Map<string, Promise<void>>();
  private readonly inFlight = new Set<Promise<void>>();
  private aborted = new AbortController();
  private last = 0;

  constructor(
    private readonly policy: WebhookPolicy,
    private readonly clock: SandboxClock,
    private readonly faults: Faults,
  ) {}

  /** Sends it in the background, behind earlier ones about the same thing. */
  send(webhook: Webhook): void {
    const sending = this.note(webhook);
    if (webhook.url === '') sending.state = 'unaddressed';
    else if (this.take('webhook-lost', webhook)) sending.state = 'lost';
    else if (this.take('webhook-reordered', webhook)) this.held.push(sending);
    else this.start(sending);
  }

  /** One attempt, and whether it was taken. */
  async sendOnce(webhook: Webhook): Promise<boolean> {
    const sending = this.note(webhook);
    await this.track(this.attempt(sending, false));
    if (sending.state !== 'delivered') sending.state = 'failed';
    return sending.state === 'delivered';
  }

  /** As a click on "resend" at the provider's dashboard: one attempt more, whatever became of it before. */
  async resend(id: string): Promise<Delivery | undefined> {
    const sending = this.sendings.find((one) => one.id === id);
    if (!sending || sending.url === '') return undefined;
    await this.track(this.attempt(sending, false));
    return publicOf(sending);
  }

  /** Sends what a `webhook-reordered` fault still holds back, the newest first. */
  release(subject?: string): void {
    const released = this.held.filter((one) => subject === undefined || one.subject === subject);
    this.held = this.held.filter((one) => !released.includes(one));
    for (const sending of released.reverse()) this.enqueue(sending.subject, () => this.attempt(sending));
  }

  deliveries(): Delivery[] {
    return this.sendings.map(publicOf);
  }

  /** Resolves when no attempt is under way. Retries that wait for their time do not count. */
  async idle(): Promise<void> {
    while (this.inFlight.size > 0) await Promise.all(this.inFlight);
  }

  /** Forgets everything and lets go of every connection. */
  reset(): void {
    this.aborted.abort();
    this.aborted = new AbortController();
    this.sendings = [];
    this.held = [];
    this.queues = new Map();
  }

  private start(sending: Sending): void {
    const { webhook, subject } = sending;
    const late = this.take('webhook-delayed', webhook);
    const twin = this.take('webhook-doubled', webhook) && this.note(webhook);
    const first = async () => {
      await Promise.all([this.attempt(sending), twin && this.attempt(twin)]);
      this.release(subject);
    };
    if (late) this.clock.after(late.ms ?? 60_000, () => this.track(first()));
    else this.enqueue(subject, first);
  }

  private note(webhook: Webhook): Sending {
    const { event, subject, url, body } = webhook;
    const sending: Sending = {
      id: `wh_${++this.last}`,
      event,
      subject,
      url,
      body,
      headers: webhook.headers(),
      attempts: [],
      state: 'waiting',
      webhook,
      signal: this.aborted.signal,
    };
    this.sendings.push(sending);
    return sending;
  }

  private enqueue(subject: string, work: () => Promise<void>): void {
    const done = this.track((this.queues.get(subject) ?? Promise.resolve()).then(work));
    this.queues.set(subject, done);
  }

  private track(work: Promise<void>): Promise<void> {
    this.inFlight.add(work);
    return work.finally(() => this.inFlight.delete(work));
  }

  private async attempt(sending: Sending, again = true): Promise<void> {
    const { signal } = sending;
    if (signal.aborted) return;
    sending.headers = sending.webhook.headers();
    const attempt = await this.post(sending, signal);
    if (signal.aborted) return;
    sending.attempts.push(attempt);
    if (attempt.status !== undefined && attempt.status >= 200 && attempt.status < 300) sending.state = 'delivered';
    else if (again) this.plan(sending, attempt.status);
  }

  private plan(sending: Sending, status: number | undefined): void {
    const wait = this.policy.waitBeforeRetry(sending.attempts.length, status);
    if (wait === undefined) sending.state = 'failed';
    else
      this.clock.after(wait, () => this.track(sending.state === 'waiting' ? this.attempt(sending) : Promise.resolve()));
  }

  private async post({ url, body, headers }: Sending, stopped: AbortSignal): Promise<Attempt> {
    const at = new Date(this.clock.now()).toISOString();
    const signal = AbortSignal.any([stopped, AbortSignal.timeout(this.policy.timeoutMs)]);
    const request = { method: 'POST', body, headers, redirect: 'manual', signal } as const;
    try {
      let response = await fetch(url, request);
      for (let hops = 0; hops < MOST_REDIRECTS && this.policy.follows?.includes(response.status); hops++) {
        response = await fetch(new URL(response.headers.get('location') ?? '', url), request);
      }
      return { at, status: response.status, answer: (await response.text()).slice(0, ANSWER_KEPT) };
    } catch (error) {
      return { at, error: reasonOf(error) };
    }
  }

  private take(kind: 'webhook-lost' | 'webhook-doubled' | 'webhook-delayed' | 'webhook-reordered', { event }: Webhook) {
    return this.faults.take([kind], event);
  }
}

const publicOf = ({ webhook: _, signal: __, ...delivery }: Sending): Delivery => ({
  ...delivery,
  attempts: [...delivery.attempts],
});

function reasonOf(error: unknown): string {
  const { name, cause } = error as Error & { cause?: NodeJS.ErrnoException };
  return cause?.code ?? name;
}
