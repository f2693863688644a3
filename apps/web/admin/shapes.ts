import type { Schemas } from '../shared/api.js';

/** What the back office shows and changes, by the names of its places. */
export type Category = Schemas['CategoryResponse'];
export type Product = Schemas['ProductResponse'];
export type Schedule = Schemas['ScheduleResponse'];
export type Shift = Schemas['ShiftResponse'];
export type Table = Schemas['TableResponse'];
/** Categories that are sold in some hours alone. */
export type TimedMenu = Schemas['MenuDefinitionResponse'];
