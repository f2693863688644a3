import { describe, expect, it } from '@jest/globals';

import { problemOf } from './problem.js';

describe('a problem', () => {
  it('is the document of the server, with fields named as in forms', () => {
    const document = {
      title: 'The request is malformed',
      detail: 'Some fields are not as they should be.',
      code: 'VALIDATION_FAILED',
      errors: [{ pointer: '/items/0/quantity', code: 'IS_INT', message: 'quantity must be a whole number' }],
      retry_after: 3,
    };
    expect(problemOf(document, 400)).toEqual({
      status: 400,
      code: 'VALIDATION_FAILED',
      title: 'The request is malformed',
      detail: 'Some fields are not as they should be.',
      errors: [{ field: 'items.0.quantity', message: 'quantity must be a whole number' }],
      retryAfter: 3,
      more: document,
    });
  });

  it.each([
    ['a page of a proxy', '<html>Bad gateway</html>'],
    ['nothing', undefined],
    ['null', null],
    ['members of other kinds', { code: 7, title: ['x'], errors: 'none', retry_after: 'soon' }],
  ])('is named by its status when the answer is %s', (_, body) => {
    expect(problemOf(body, 502)).toMatchObject({ status: 502, code: 'HTTP_502', title: '', detail: '', errors: [] });
    expect(problemOf(body, 502).retryAfter).toBeUndefined();
  });

  it('has its wait from the header when the document tells none', () => {
    expect(problemOf(null, 503, '2').retryAfter).toBe(2);
    expect(problemOf(null, 503, null).retryAfter).toBeUndefined();
  });
});
