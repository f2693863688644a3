import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import type { Response } from 'express';
import { type Observable, of } from 'rxjs';

import type { Authenticated } from '#libs/platform';

import { CatalogAnswers } from './catalog-answers.js';

/** Sends a kept answer before the query is parsed and validated once more, which would cost as much as all the rest. */
@Injectable()
export class KeptAnswersInterceptor implements NestInterceptor {
  constructor(private readonly answers: CatalogAnswers) {}

  async intercept(context: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const http = context.switchToHttp();
    const request = http.getRequest<Authenticated>();
    const isSent = await this.answers.sendKept(request, http.getResponse<Response>(), request.actor);
    return isSent ? of(undefined) : next.handle();
  }
}
