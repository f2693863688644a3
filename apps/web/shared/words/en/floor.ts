import { plural } from '../language.js';

/** Words of the till for lines, tips and the drawer's people. */
export const floor = {
  seat: 'Seat',
  course: 'Course',
  seatOf: (n: number) => `Seat ${n}`,
  courseOf: (n: number) => `Course ${n}`,
  waits: 'Waits',
  fire: (n: number) => `Send course ${n}`,
  fireAll: 'Send all that waits',
  splitSeats: 'All lines of these seats',

  lineDiscount: (name: string) => `Discount: ${name}`,
  onTheHouse: 'On the house',
  comp: (name: string) => `On the house: ${name}`,
  compNow: (n: number) => plural(n, { one: '1 piece on the house', other: `${n} pieces on the house` }),
  compOff: 'Have it paid for',
  otherPrice: 'Price',
  price: (name: string) => `Price: ${name}`,
  pricePiece: 'Price of one piece',
  takeOff: 'Take the discount off',
  less: (money: string) => `−${money}`,
  sources: { LINE: 'Discount', COMP: 'On the house', COUPON: 'Coupon', BILL: 'Discount of the bill' } as Readonly<
    Record<string, string>
  >,
  orReason: 'Reason in words',
  moreWords: 'Say more',
  again: 'The same again',
  skipped: (names: string) => `Cannot be had now: ${names}`,

  tip: 'Tip',
  noTip: 'No tip',
  otherTip: 'Another tip',
  tipAmount: 'Tip',
  withTip: (money: string) => `with ${money} tip`,
  keepChange: (money: string) => `The change, ${money}, is a tip`,
  tipUnlikely: 'The tip is more than the bill. Look again; when it is right, say so.',

  people: 'Who takes cash into this drawer',
  alone: 'You alone.',
  addPerson: 'Add somebody',
  since: (name: string, time: string) => `${name} since ${time}`,
  letGo: (name: string) => `End for ${name}`,
  noSale: 'Open the drawer without a sale',
  noSaleDone: 'Written down: the drawer is open.',
  tipOut: 'Pay out tips',
  tipFor: 'Who gets them',
  paidOut: (money: string, name: string) => `${money} paid out to ${name}.`,
  handOver: 'Hand the drawer over',
  handOverTo: 'Who has it from now on',
  handOverHint:
    'Count what is in the drawer. Your shift ends with its Z report, and theirs begins with what you counted.',
  handOverNow: (money: string, name: string) => `Hand ${money} over to ${name}`,
  handedOver: (name: string) => `${name} has the drawer now.`,
};
