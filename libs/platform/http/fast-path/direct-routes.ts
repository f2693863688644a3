import { type INestApplication, RequestMethod } from '@nestjs/common';
import { HTTP_CODE_METADATA, METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { readBytes } from '../bodies/body-parsers.js';
import { DIRECT } from '../direct.js';

interface Route {
  readonly path: string;
  readonly status: number;
  readonly answer: (request: Request) => Promise<object>;
}

/**
 * Answers the routes of `Direct` controllers under this prefix before Nest's router, and passes on every other request. Everything around
 * them stays: request id, log, metrics, limits, problem documents, OpenAPI.
 */
export function directRoutes(app: INestApplication, prefix: string): RequestHandler {
  const routes = new Map(findRoutes(app).map((route) => [`/${prefix}/${route.path}`, route]));
  return (request: Request, response: Response, next: NextFunction): void => {
    const path = request.method === 'POST' ? pathOf(request.url) : '';
    const route = routes.get(path);
    if (!route) {
      next();
      return;
    }
    // What the log and the metrics call it.
    Object.assign(request, { route: { path } });
    readBytes(request, response)
      .then(() => route.answer(request))
      .then((body) => reply(response, route.status, body))
      .catch(next);
  };
}

function findRoutes(app: INestApplication): Route[] {
  const scanner = new MetadataScanner();
  return app
    .get(DiscoveryService, { strict: false })
    .getControllers()
    .filter(({ metatype }) => metatype && Reflect.getMetadata(DIRECT, metatype) === true)
    .flatMap(({ instance }) => {
      const controller = instance as Readonly<Record<string, (request: Request) => Promise<object>>>;
      const prototype = Object.getPrototypeOf(controller) as object;
      const base = String(Reflect.getMetadata(PATH_METADATA, prototype.constructor));
      return scanner.getAllMethodNames(prototype).flatMap((name) => {
        const method = controller[name];
        if (!method || Reflect.getMetadata(METHOD_METADATA, method) !== RequestMethod.POST) return [];
        const path = String(Reflect.getMetadata(PATH_METADATA, method));
        const status = Number(Reflect.getMetadata(HTTP_CODE_METADATA, method) ?? 201);
        return [{ path: `${base}/${path}`, status, answer: (request: Request) => method.call(controller, request) }];
      });
    });
}

function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

function reply(response: Response, status: number, body: object): void {
  const text = JSON.stringify(body);
  response.statusCode = status;
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', Buffer.byteLength(text));
  response.end(text);
}
