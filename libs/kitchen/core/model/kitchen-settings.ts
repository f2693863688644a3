/** How an outlet's kitchen works. */
export interface KitchenSettings {
  /** Minutes within which a bump can be taken back; 0 for never. */
  readonly recallMinutes: number;
  /** At a counter without a pass: what is ready is served. */
  readonly readyIsServed: boolean;
  /** 0 while nobody has changed anything. */
  readonly version: number;
}

export const USUAL_SETTINGS: KitchenSettings = { recallMinutes: 30, readyIsServed: false, version: 0 };

export const LONGEST_RECALL_MINUTES = 240;
