import { afterEach, describe, expect, it, jest } from '@jest/globals';

import { withRequest } from '../telemetry/request-context.js';
import { PdfRenderer } from './pdf-renderer.js';

/** Answers with its own thread's id and the text it was given; dies of the text `die`. */
const ECHO = `
  import { parentPort, threadId } from 'node:worker_threads';
  parentPort.on('message', ({ content }) => {
    if (content === 'die') throw new Error('died');
    parentPort.postMessage(new TextEncoder().encode(threadId + ' ' + content));
  });`;

class EchoRenderer extends PdfRenderer {
  protected override readonly entry = new URL(`data:text/javascript,${encodeURIComponent(ECHO)}`);

  async echo(content: string): Promise<string[]> {
    return new TextDecoder().decode(await this.render({ content })).split(' ');
  }
}

describe('The thread that lays out PDFs', () => {
  let renderer: EchoRenderer;

  afterEach(() => renderer.onApplicationShutdown());

  it('makes one page after another, each for whoever asked for it', async () => {
    renderer = new EchoRenderer();

    const answers = await Promise.all(['a', 'b', 'c'].map((text) => renderer.echo(text)));

    expect(answers.map(([, text]) => text)).toEqual(['a', 'b', 'c']);
    expect(new Set(answers.map(([thread]) => thread)).size).toBe(1);
  });

  it('fails the page that it died of and no other', async () => {
    renderer = new EchoRenderer();

    const [first, second, third] = await Promise.allSettled(['a', 'die', 'c'].map((text) => renderer.echo(text)));

    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { message: 'died' } });
    expect(third).toMatchObject({ status: 'fulfilled', value: [expect.any(String), 'c'] });
  });

  it('says that it is busy rather than let a queue grow without end', async () => {
    renderer = new EchoRenderer();

    const results = await Promise.allSettled(Array.from({ length: 60 }, (_, i) => renderer.echo(`page-${i}`)));

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    expect(results[59]).toMatchObject({ reason: { kind: 'unavailable', code: 'DOCUMENTS_BUSY' } });
  });

  it('makes a page once for however many ask for the same, and again for another', async () => {
    renderer = new EchoRenderer();
    const layOut = jest.spyOn(renderer as unknown as { layOut: () => Promise<Uint8Array> }, 'layOut');
    const ask = (caller: string, text: string) =>
      withRequest({ requestId: 'r', network: caller }, () => renderer.echo(text));

    await Promise.all(Array.from({ length: 120 }, () => ask('guest', 'bill')));
    await ask('cashier', 'bill');
    expect(layOut).toHaveBeenCalledTimes(1);

    await ask('guest', 'bill-paid');
    expect(layOut).toHaveBeenCalledTimes(2);
  });

  it('serves a cashier in between 120 pages of one guest', async () => {
    renderer = new EchoRenderer();
    const order: string[] = [];
    const ask = (caller: string, text: string) =>
      withRequest({ requestId: 'r', network: caller }, () => renderer.echo(text)).then(() => void order.push(caller));

    const guests = Promise.allSettled(Array.from({ length: 120 }, (_, i) => ask('guest', `page-${i}`)));
    const cashier = ask('cashier', 'receipt');

    await cashier;
    expect(order.length).toBeLessThanOrEqual(3);
    expect((await guests).filter(({ status }) => status === 'fulfilled').length).toBeGreaterThanOrEqual(49);
  });
});
