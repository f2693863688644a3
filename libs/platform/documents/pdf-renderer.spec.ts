import { afterEach, describe, expect, it } from '@jest/globals';

import { PdfRenderer } from './pdf-renderer.js';

/** Answers with its own thread's id and the text it was given; dies of the text `die`. */
const ECHO = `
  import { parentPort, threadId } from 'node:worker_threads';
  parentPort.on('message', ({ content }) => {
    if (content === 'die') throw new Error('died');
    parentPort.postMessage(threadId + ' ' + content);
  });`;

class EchoRenderer extends PdfRenderer {
  protected override readonly entry = new URL(`data:text/javascript,${encodeURIComponent(ECHO)}`);

  async echo(content: string): Promise<string[]> {
    return String(await this.render({ content })).split(' ');
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

    const results = await Promise.allSettled(Array.from({ length: 60 }, () => renderer.echo('a')));

    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(50);
    expect(results[59]).toMatchObject({ reason: { kind: 'unavailable', code: 'DOCUMENTS_BUSY' } });
  });
});
