import { v5 } from 'uuid';

const NAMESPACE = '6f0f9a52-6d0b-5f3e-9a36-8f0c6c1d7e21';

/** The same UUID for the same name, on every machine and at every run: what makes the seed repeatable. */
export const demoId = (kind: string, name: string): string => v5(`${kind}:${name}`, NAMESPACE);
