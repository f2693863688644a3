import type { Actor, Site } from '../support/index.js';

/** A page in a state, for people to look at. */
export interface Screen {
  readonly name: string;
  readonly reach: (someone: Actor, site: Site) => Promise<void>;
}
