import { OutboundAnswer, type OutboundHttp, type OutboundRequest } from '#libs/platform/outbound';

export interface Scripted {
  readonly status?: number;
  readonly body: unknown;
}

/** A gateway's side of the wire as its documents print it: answers what is scripted, in turn, and keeps what was asked. */
export class ScriptedOutbound {
  readonly asked: OutboundRequest[] = [];
  private answers: Scripted[] = [];

  /** The last one is given again and again. */
  answer(...answers: Scripted[]): this {
    this.answers = answers;
    return this;
  }

  get http(): OutboundHttp {
    const send = async <T>(request: OutboundRequest, read: (answer: OutboundAnswer) => T): Promise<T> => {
      this.asked.push(request);
      const next = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
      const { status = 200, body } = next ?? { body: null };
      const text = typeof body === 'string' ? body : JSON.stringify(body);
      return read(new OutboundAnswer(request.provider, status, new Headers(), Buffer.from(text)));
    };
    return { send } as unknown as OutboundHttp;
  }

  /** The body of a call, from the end. */
  body(at = -1): Record<string, unknown> {
    return JSON.parse(this.asked.at(at)?.body ?? 'null') as Record<string, unknown>;
  }
}
