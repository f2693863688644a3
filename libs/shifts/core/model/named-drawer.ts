import { newId } from '#libs/kernel';

/** A place where an outlet keeps cash, as staff call it: `Till 1`. Which shift is on it is said by the shift. */
export interface NamedDrawer {
  readonly id: string;
  readonly outletId: string;
  /** Unique among an outlet's, whatever its case; 1 to 60 characters. */
  readonly name: string;
  readonly version: number;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** The drawer that a shift is on, by the name that it had when the shift began. */
export type ShiftDrawer = Pick<NamedDrawer, 'id' | 'name'>;

/** A drawer with the open shift on it; null while nobody has it. */
export interface DrawerView {
  readonly drawer: NamedDrawer;
  readonly shift: { readonly id: string; readonly userId: string } | null;
}

export const newDrawer = (outletId: string, name: string, now: Date): NamedDrawer => ({
  id: newId(),
  outletId,
  name,
  version: 1,
  createdAt: now,
  updatedAt: now,
});

/** The drawer under another name, or the same object when it is the same. */
export const renamedDrawer = (drawer: NamedDrawer, name: string, now: Date): NamedDrawer =>
  name === drawer.name ? drawer : { ...drawer, name, version: drawer.version + 1, updatedAt: now };
