import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';

import { HandlerMemo } from '../../auth/handler-memo.js';
import { assertBodyFits, BODY_RULES, type BodyRules, bodyRules, hasBody, readBody } from './body-parsers.js';

/** What the route of a request takes as its body. */
@Injectable()
export class BodyRulesOf {
  private readonly memo = new HandlerMemo<BodyRules>();

  constructor(private readonly reflector: Reflector) {}

  of(context: ExecutionContext): BodyRules {
    return this.memo.of(context, ([handler]) =>
      bodyRules(this.reflector.get<BodyRules | undefined>(BODY_RULES, handler)),
    );
  }
}

/**
 * First of all guards: refuses a body by its headers, before anybody asks who sends it. Nothing has been read yet, and what is refused here
 * or by a later guard never is.
 */
@Injectable()
export class BodyHeadersGuard implements CanActivate {
  constructor(private readonly rules: BodyRulesOf) {}

  canActivate(context: ExecutionContext): boolean {
    assertBodyFits(context.switchToHttp().getRequest<Request>(), this.rules.of(context));
    return true;
  }
}

/** Last of all guards: reads the body of a request that has a route, is within its limits, and may be made by who makes it. */
@Injectable()
export class BodyGuard implements CanActivate {
  constructor(private readonly rules: BodyRulesOf) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    if (!hasBody(request)) return true;
    return readBody(request, http.getResponse<Response>(), this.rules.of(context)).then(() => true);
  }
}
