import { SetMetadata } from '@nestjs/common';

export const DIRECT = Symbol('answered directly');

/**
 * A controller whose POST routes take the request as it is, its body as bytes of up to 1 MB, and need nothing of what Nest does on the way
 * (guards, pipes, interceptors): `fast-path/direct-routes.ts` may answer them before Nest's router.
 */
export const Direct = (): ClassDecorator => SetMetadata(DIRECT, true);
