import { describe, expect, it } from '@jest/globals';
import type { NextFunction, Request, RequestHandler, Response } from 'express';

import { inTurn } from './in-turn.js';

describe('handlers in turn', () => {
  const request = {} as Request;
  const response = {} as Response;
  const passed: string[] = [];
  const passing =
    (name: string): RequestHandler =>
    (_request, _response, next) => {
      passed.push(name);
      next();
    };

  async function outcomeOf(...handlers: RequestHandler[]): Promise<{ passed: string[]; error: unknown }> {
    passed.length = 0;
    const error = await new Promise<unknown>((resolve) => {
      void inTurn(...handlers)(request, response, resolve as NextFunction);
    });
    return { passed: [...passed], error };
  }

  it('pass from one to the next, now or later, and then on', async () => {
    const later: RequestHandler = (_request, _response, next) => void setImmediate(next);

    expect(await outcomeOf(passing('one'), later, passing('two'))).toEqual({
      passed: ['one', 'two'],
      error: undefined,
    });
  });

  it('pass nothing on after a fault, told or thrown, at once or later', async () => {
    const fault = new Error('no');
    const telling: RequestHandler = (_request, _response, next) => next(fault);
    const throwing: RequestHandler = () => {
      throw fault;
    };
    const later: RequestHandler = (_request, _response, next) => void setImmediate(next);

    expect(await outcomeOf(passing('one'), telling, passing('two'))).toEqual({ passed: ['one'], error: fault });
    expect(await outcomeOf(passing('one'), later, throwing, passing('two'))).toEqual({ passed: ['one'], error: fault });
  });
});
