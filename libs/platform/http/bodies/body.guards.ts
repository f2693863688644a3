import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Request, Response } from 'express';

import { assertBodyFits, BODY_RULES, type BodyRules, bodyRules, hasBody, readBody, readBytes } from './body-parsers.js';
import { DIRECT } from '../direct.js';

/** What the route of a request takes as its body: the bytes as they come, or what the rules say. */
@Injectable()
export class BodyRulesOf {
  constructor(private readonly reflector: Reflector) {}

  of(context: ExecutionContext): BodyRules | 'bytes' {
    if (this.reflector.get<boolean | undefined>(DIRECT, context.getClass())) return 'bytes';
    return bodyRules(this.reflector.get<BodyRules | undefined>(BODY_RULES, context.getHandler()));
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
    const rules = this.rules.of(context);
    if (rules !== 'bytes') assertBodyFits(context.switchToHttp().getRequest<Request>(), rules);
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
    const response = http.getResponse<Response>();
    const rules = this.rules.of(context);
    if (rules !== 'bytes' && !hasBody(request)) return true;
    const read = rules === 'bytes' ? readBytes(request, response) : readBody(request, response, rules);
    return read.then(() => true);
  }
}
