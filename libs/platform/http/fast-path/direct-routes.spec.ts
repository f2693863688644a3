import { afterEach, describe, expect, it } from '@jest/globals';
import { Controller, HttpCode, Module, Post, Req } from '@nestjs/common';
import { APP_GUARD, DiscoveryModule, NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request } from 'express';

import { BodyGuard, BodyHeadersGuard, BodyRulesOf } from '../bodies/body.guards.js';
import { unreadBody } from '../bodies/body-parsers.js';
import { Direct } from '../direct.js';
import { ExpressHttpAdapter } from '../adapter/express-http-adapter.js';
import { directRoutes } from './direct-routes.js';

const MEGABYTE = 1024 * 1024;

@Direct()
@Controller('hooks')
class HooksController {
  @Post('told')
  @HttpCode(200)
  told(@Req() request: Request): Promise<object> {
    const body: unknown = request.body;
    const bytes = body instanceof Uint8Array ? Buffer.from(body).toString('hex') : null;
    return Promise.resolve({
      bytes,
      unread: unreadBody(request)?.status ?? null,
      route: (request.route as { path: string }).path,
    });
  }

  @Post('made')
  made(): Promise<object> {
    return Promise.resolve({ made: true });
  }

  @Post('broken')
  broken(): Promise<object> {
    return Promise.reject(new Error('no'));
  }
}

@Controller('others')
class OthersController {
  @Post()
  take(@Req() request: Request): object {
    return { body: request.body as unknown };
  }
}

@Module({
  imports: [DiscoveryModule],
  controllers: [HooksController, OthersController],
  providers: [
    BodyRulesOf,
    { provide: APP_GUARD, useClass: BodyHeadersGuard },
    { provide: APP_GUARD, useClass: BodyGuard },
  ],
})
class HooksModule {}

describe.each([
  { how: "before Nest's router", fastPath: true },
  { how: "by Nest's router", fastPath: false },
])('a direct route, answered $how', ({ fastPath }) => {
  let app: NestExpressApplication | undefined;

  afterEach(() => app?.close());

  async function post(path: string, body?: Buffer, type = 'application/json') {
    app = await NestFactory.create<NestExpressApplication>(HooksModule, new ExpressHttpAdapter({ fastPath }), {
      logger: false,
      bodyParser: false,
    });
    app.setGlobalPrefix('api');
    if (fastPath) app.use(directRoutes(app, 'api'));
    await app.listen(0, '127.0.0.1');
    const { port } = (app.getHttpServer() as { address(): { port: number } }).address();
    const answer = await fetch(`http://127.0.0.1:${port}/api/${path}`, {
      method: 'POST',
      body: body as BodyInit | undefined,
      // A connection that is kept would hold up the server's end.
      headers: { connection: 'close', ...(body && { 'content-type': type }) },
    });
    return { status: answer.status, type: answer.headers.get('content-type'), body: (await answer.json()) as unknown };
  }

  it.each([
    ['JSON', Buffer.from('{"a": 1}'), 'application/json'],
    ['what is no JSON', Buffer.from([0, 255, 128]), 'application/json'],
    ['another type', Buffer.from('a=1'), 'application/x-www-form-urlencoded'],
  ])('takes %s as bytes', async (_, body, type) => {
    expect(await post('hooks/told?x=1', body, type)).toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
      body: { bytes: body.toString('hex'), unread: null, route: '/api/hooks/told' },
    });
  });

  it('takes no body', async () => {
    expect(await post('hooks/told')).toMatchObject({ status: 200, body: { bytes: '', unread: null } });
  });

  it('is told of a body that is too large', async () => {
    expect(await post('hooks/told', Buffer.alloc(MEGABYTE + 1, 'x'))).toMatchObject({
      status: 200,
      body: { bytes: null, unread: 413 },
    });
  });

  it('answers 201 where its handler says nothing else', async () => {
    expect(await post('hooks/made')).toMatchObject({ status: 201, body: { made: true } });
  });

  it('leaves other routes to Nest', async () => {
    expect(await post('others', Buffer.from('{"a":1}'))).toMatchObject({ status: 201, body: { body: { a: 1 } } });
    await app?.close();
    expect(await post('others/none')).toMatchObject({ status: 404 });
  });
});
