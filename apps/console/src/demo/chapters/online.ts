import type { Stage } from '../day.js';
import { payByCard, refundPart } from './card.js';
import { comeBack, fillCart, orderCart, register } from './customer.js';
import { readMails, receiveInvoice, sendParcel } from './fulfilment.js';
import { payByPix } from './pix.js';

/** Two customers of the shop in São Paulo: one who is new and pays by PIX, one who is known and pays by card. */
export async function sellOnline(stage: Stage): Promise<void> {
  const { narrator, world } = stage;
  const { sandbox } = world;
  if (!sandbox) {
    narrator.chapter('The online shop in São Paulo');
    narrator.tell(`skipped: it needs the simulated providers, and ${world.reason}`);
    return;
  }
  const online = { ...stage, sandbox };
  const beatriz = await register(online);
  const ana = await comeBack(online);
  try {
    const cart = await fillCart(online, beatriz);
    const first = await orderCart(online, beatriz, cart);
    await payByPix(online, beatriz, first);
    const second = await payByCard(online, ana);
    await refundPart(online, ana, second);
    await readMails(online, beatriz, first);
    await receiveInvoice(online, beatriz, first);
    await sendParcel(online, beatriz, first);
  } finally {
    beatriz.browser.switchOff();
    ana.browser.switchOff();
  }
}
