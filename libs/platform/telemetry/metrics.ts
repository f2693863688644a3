import { Injectable } from '@nestjs/common';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

const SECONDS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** One number of a gauge, with what its labels say. */
export interface Sample {
  readonly labels?: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Described {
  readonly name: string;
  readonly help: string;
  readonly labelNames?: readonly string[];
}

/** Prometheus' numbers of this process. Labels are bounded: routes by their pattern, never by what a client sent. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();

  readonly httpSeconds = new Histogram({
    name: 'comanda_http_request_duration_seconds',
    help: 'Time to answer a request, by route pattern',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly inHand: Gauge = new Gauge({
    name: 'comanda_http_requests_in_hand',
    help: 'Requests that are not answered yet',
    registers: [this.registry],
    collect: () => this.inHand.set(this.requestsInHand),
  });

  readonly jobs = new Counter({
    name: 'comanda_jobs_total',
    help: 'Jobs run, by kind and outcome (done, failed, dead)',
    labelNames: ['kind', 'outcome'],
    registers: [this.registry],
  });

  readonly jobSeconds = new Histogram({
    name: 'comanda_job_duration_seconds',
    help: 'Time a job took, by kind',
    labelNames: ['kind'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly outboundSeconds = new Histogram({
    name: 'comanda_outbound_request_duration_seconds',
    help: 'Time a call to a provider took, by outcome (answered, refused, or why there was no usable answer)',
    labelNames: ['provider', 'outcome'],
    buckets: SECONDS,
    registers: [this.registry],
  });

  readonly credentialsRefused = new Counter({
    name: 'comanda_outbound_credentials_refused_total',
    help: 'Calls that a provider refused for the keys they were made with (401, 403)',
    labelNames: ['provider'],
    registers: [this.registry],
  });

  readonly circuitState = new Gauge({
    name: 'comanda_circuit_state',
    help: 'Circuit breaker of a provider: 0 closed, 1 one probe under way, 2 open',
    labelNames: ['provider'],
    registers: [this.registry],
  });

  readonly webhooks = new Counter({
    name: 'comanda_webhooks_total',
    help: 'Webhooks received, by provider and outcome (stored, repeated, forged, unreadable, not_kept)',
    labelNames: ['provider', 'outcome'],
    registers: [this.registry],
  });

  readonly paymentsToReview = new Counter({
    name: 'comanda_payments_needing_review_total',
    help: 'Payments that were parked for a person, by gateway and why',
    labelNames: ['gateway', 'review'],
    registers: [this.registry],
  });

  /** Requests that are not answered yet. */
  requestsInHand = 0;

  private readonly answers = new Map<string, Histogram.Internal<string>>();

  /** A request that was answered. */
  answered(method: string, route: string, status: number, seconds: number): void {
    const key = `${method} ${route} ${status}`;
    let answers = this.answers.get(key);
    if (!answers) this.answers.set(key, (answers = this.httpSeconds.labels(method, route, String(status))));
    answers.observe(seconds);
  }

  /** A counter of a module's own. Its labels have few values each. */
  counter({ name, help, labelNames = [] }: Described): Counter {
    return new Counter({ name, help, labelNames: [...labelNames], registers: [this.registry] });
  }

  /** A counter that somebody else keeps: `read` answers how far it has come. */
  counted({ name, help }: Omit<Described, 'labelNames'>, read: () => number): void {
    const counter: Counter = new Counter({
      name,
      help,
      registers: [this.registry],
      collect: () => {
        counter.reset();
        counter.inc(read());
      },
    });
  }

  /** A gauge that is read when somebody scrapes: `read` answers the numbers of now. What cannot be read has none. */
  sampled(
    { name, help, labelNames = [] }: Described,
    read: () => readonly Sample[] | Promise<readonly Sample[]>,
  ): void {
    const gauge: Gauge = new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
      collect: async () => {
        const samples = await Promise.resolve()
          .then(read)
          .catch(() => []);
        gauge.reset();
        if (samples.length === 0 && labelNames.length === 0) gauge.remove();
        for (const { labels = {}, value } of samples) gauge.set(labels, value);
      },
    });
  }

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }
}
