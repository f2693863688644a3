import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';

import { forbidden, unauthenticated } from '#libs/kernel';
import { ApiCredential, type Authenticated, ifMatchOf } from '#libs/platform';

import type { CartCaller } from '../core/services/cart-changes.js';

const TOKEN_HEADER = 'X-Cart-Token';
const LONGEST_TOKEN = 200;

/**
 * Whose cart a request is about: the CUSTOMER's who is logged in, or the one that `X-Cart-Token` names. `mayBegin`: whoever sends neither
 * gets a new one. A bad login is 401 even so, and other roles have no cart (403).
 */
export const CurrentCart = createParamDecorator(
  (mayBegin: boolean | undefined, context: ExecutionContext): CartCaller => {
    const request = context.switchToHttp().getRequest<Authenticated>();
    const { actor, authFault, headers, method } = request;
    if (authFault) throw authFault;
    if (actor && actor.role !== 'CUSTOMER')
      throw forbidden('FORBIDDEN', `A ${actor.role} has no cart; it needs CUSTOMER.`);
    const header = headers[TOKEN_HEADER.toLowerCase()];
    const token = typeof header === 'string' && header !== '' ? header.slice(0, LONGEST_TOKEN) : undefined;
    const version = method === 'GET' ? undefined : ifMatchOf(request);
    if (actor?.kind === 'user') return { customerId: actor.id, token, version };
    if (token === undefined && !mayBegin) {
      throw unauthenticated(
        'TOKEN_MISSING',
        `Send a token: Authorization: Bearer <token>, or ${TOKEN_HEADER} without a login.`,
      );
    }
    return { token, version };
  },
);

/** Says in the OpenAPI document that a handler takes {@link CurrentCart}. */
export const ApiCartToken = ({ mayBegin = false } = {}) =>
  applyDecorators(
    ApiCredential('cart', mayBegin),
    ApiHeader({
      name: TOKEN_HEADER,
      required: false,
      description:
        'Names a cart without a login: POST /cart/items gives it. Sent along with a login, it brings that cart into the customer’s.',
      schema: { type: 'string', maxLength: LONGEST_TOKEN },
    }),
  );
