import type { ExecutionContext } from '@nestjs/common';

/** A handler and its class, as a Reflector takes them. */
export type HandlerTargets = [ReturnType<ExecutionContext['getHandler']>, ReturnType<ExecutionContext['getClass']>];

/** What metadata say of a handler in its controller: it never changes, so it is looked up once. */
export class HandlerMemo<T> {
  private readonly known = new WeakMap<object, Map<object, T>>();

  of(context: ExecutionContext, look: (targets: HandlerTargets) => T): T {
    const [handler, type] = [context.getHandler(), context.getClass()];
    let handlers = this.known.get(type);
    if (!handlers) this.known.set(type, (handlers = new Map<object, T>()));
    let found = handlers.get(handler);
    if (found === undefined) handlers.set(handler, (found = look([handler, type])));
    return found;
  }
}
