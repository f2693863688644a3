import { type INestApplication, SetMetadata, type Type } from '@nestjs/common';
import { METHOD_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer } from '@nestjs/core';

import { ALLOWED_ROLES, IS_PUBLIC, OptionalActor } from '../../auth/access.js';

interface OtherCredential {
  readonly scheme: string;
  readonly mayBeAbsent: boolean;
}

const OTHER_CREDENTIAL = 'comanda:other-credential';

/** Says in the OpenAPI document that a public handler takes, in place of a token, what this scheme of the document names. */
export const ApiCredential = (scheme: 'cart', mayBeAbsent = false) =>
  SetMetadata(OTHER_CREDENTIAL, { scheme, mayBeAbsent } satisfies OtherCredential);

/** One handler of a controller. Its name is the operation's id. */
export interface Handler {
  readonly name: string;
  readonly controller: Type<object>;
  readonly method: object;
}

/** What OpenAPI calls a list of security requirements: any of them is enough, and `{}` asks nothing. */
export type Security = Record<string, string[]>[];

/** Every handler of every controller that the application has. */
export function handlersOf(app: INestApplication): Handler[] {
  const scanner = new MetadataScanner();
  return [...app.get(ModulesContainer).values()]
    .flatMap((module) => [...module.controllers.values()])
    .flatMap(({ metatype }) => {
      const controller = metatype as Type<object>;
      const prototype = controller.prototype as Readonly<Record<string, object>>;
      return scanner
        .getAllMethodNames(prototype)
        .map((name) => ({ name, controller, method: prototype[name]! }))
        .filter(({ method }) => Reflect.hasMetadata(METHOD_METADATA, method));
    });
}

/** Who may call it, read where {@link AuthorizationGuard} reads it: nobody without a token, unless the handler is public. */
export function securityOf({ name, controller, method }: Handler): Security {
  if (!isPublic({ controller, method })) return [{ bearer: [] }];
  const other = Reflect.getMetadata(OTHER_CREDENTIAL, method) as OtherCredential | undefined;
  if (other) return [...(other.mayBeAbsent ? [{}] : []), { bearer: [] }, { [other.scheme]: [] }];
  return takesOptionalActor(controller, name) ? [{}, { bearer: [] }] : [];
}

/** The roles that may call it; none for what is public. */
export const rolesOf = ({ controller, method }: Pick<Handler, 'controller' | 'method'>): readonly string[] =>
  isPublic({ controller, method }) ? [] : ((metadata(ALLOWED_ROLES, method, controller) as string[] | undefined) ?? []);

const isPublic = ({ controller, method }: Pick<Handler, 'controller' | 'method'>): boolean =>
  metadata(IS_PUBLIC, method, controller) !== undefined;

const metadata = (key: string, method: object, controller: object): unknown =>
  Reflect.getMetadata(key, method) ?? Reflect.getMetadata(key, controller);

type Arguments = Readonly<Record<string, { readonly factory?: unknown }>>;

const argumentsOf = (controller: object, name: string): Arguments =>
  (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, name) ?? {}) as Arguments;

/** Nest gives a decorator made by `createParamDecorator` no name: it is known by the function that it was made from. */
const takesOptionalActor = (controller: object, name: string): boolean =>
  Object.values(argumentsOf(controller, name)).some(({ factory }) => factory === optionalActor);

class Sample {
  method(actor: unknown): unknown {
    return actor;
  }
}
OptionalActor()(Sample.prototype, 'method', 0);
const optionalActor = Object.values(argumentsOf(Sample, 'method'))[0]?.factory;
