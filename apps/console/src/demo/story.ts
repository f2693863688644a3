import { leave, payOut, splitAndPay } from './chapters/bill.js';
import { closeBlind, countStock } from './chapters/closing.js';
import { orderByPhone, sitDown } from './chapters/guests.js';
import { clearLeftovers } from './chapters/leftovers.js';
import { chooseTable, clockIn, offerMethods, openShift, switchOnScreens, takeDelivery } from './chapters/opening.js';
import { loseTheKitchen } from './chapters/outage.js';
import { sellOnline } from './chapters/online.js';
import { cook, handOver, serveAndMerge, voidWrongLine } from './chapters/service.js';
import type { Screens, Stage } from './day.js';
import type { Narrator } from './narrator.js';
import type { OutsideWorld } from './outside-world.js';

/**
 * A café's day on a running API, through its own HTTP and Socket.IO, every step of it checked. Can be played again and again on the same
 * data. Throws StepFailed at the first thing that is not as it should be.
 */
export async function playDay(base: string, narrator: Narrator, world: OutsideWorld): Promise<void> {
  const staff = await clockIn(base, narrator);
  const stage: Stage = { staff, narrator, world, table: await chooseTable(staff) };
  await clearLeftovers(stage);
  await offerMethods(stage);
  await takeDelivery(stage);
  const drawer = await openShift(stage);
  const screens = await switchOnScreens(stage);
  try {
    const table = await sitDown(stage);
    const bills = await orderByPhone(stage, table, screens);
    const { wrongLineId, takeaways } = await loseTheKitchen(stage, { table, bills, screens, drawer });
    await cook(stage, bills, screens);
    await voidWrongLine(stage, bills, screens, wrongLineId);
    const bill = await serveAndMerge(stage, bills, screens);
    await handOver(stage, takeaways);
    await splitAndPay(stage, bill, drawer, screens);
    await payOut(stage, drawer);
    await leave(stage, table);
    await closeBlind(stage, drawer, screens);
    await sellOnline(stage);
    await countStock(stage);
  } finally {
    switchOff(screens);
  }
}

const switchOff = ({ kitchen, bar, till }: Screens): void =>
  [kitchen, bar, till].forEach((screen) => screen.switchOff());
