import { conflict, notFound, ruleBroken } from '#libs/kernel';

import type { TableSession } from './table-session.js';

export const tableNotFound = () => notFound('table', 'TABLE_NOT_FOUND');
export const tableNameTaken = (name: string) =>
  conflict('TABLE_NAME_TAKEN', `The outlet has another table called ${name}.`, { name });
export const tableInactive = () => conflict('TABLE_INACTIVE', 'This table is not in use now. Ask the staff.');
export const tableBlocked = () =>
  conflict('TABLE_BLOCKED', 'This table is kept free now. Choose another, or ask the staff.');
export const tableNotLinked = () =>
  conflict('TABLE_NOT_LINKED', 'This table is not linked to the session. Move the session to leave its own table.');
export const partySizesCrossed = () =>
  ruleBroken('PARTY_SIZES_CROSSED', 'The smallest party of a table is larger than its largest one.');
export const tableOccupied = ({ id }: TableSession) =>
  conflict('TABLE_OCCUPIED', 'Guests sit at this table. Close its session first.', { session_id: id });
export const seatTaken = ({ id }: TableSession) =>
  conflict('TABLE_OCCUPIED', 'Guests sit at this table. Choose another, or send join: true to seat them together.', {
    session_id: id,
  });
export const floorNotFound = () => notFound('floor', 'FLOOR_NOT_FOUND');
export const floorNameTaken = (name: string) =>
  conflict('FLOOR_NAME_TAKEN', `The outlet has another floor called ${name}.`, { name });
export const sessionNotFound = () => notFound('table session', 'TABLE_SESSION_NOT_FOUND');
export const callNotFound = () => notFound('call', 'CALL_NOT_FOUND');
export const sessionIsClosed = () =>
  conflict('TABLE_SESSION_CLOSED', 'This table session has ended. Scan the QR code at the table again.');
