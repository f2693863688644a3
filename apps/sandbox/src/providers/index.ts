import { midtrans } from './midtrans/midtrans.js';

/** Every provider of the sandbox, by its path prefix. */
export const PROVIDERS = { midtrans } as const;

type Kinds = typeof PROVIDERS;
export type Providers = { readonly [Name in keyof Kinds]: ReturnType<Kinds[Name]['create']> };
