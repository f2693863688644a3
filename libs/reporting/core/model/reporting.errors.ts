import { conflict, invalid, notFound } from '#libs/kernel';

export const periodBackwards = () =>
  invalid('PERIOD_BACKWARDS', 'from should not be after to.', [
    { pointer: '/from', code: 'PERIOD_BACKWARDS', message: 'from should not be after to' },
  ]);

export const periodTooLong = (days: number) =>
  invalid('PERIOD_TOO_LONG', 'This report covers fewer days: ask for a shorter period.', [
    { pointer: '/from', code: 'PERIOD_TOO_LONG', message: `ask for ${days} days at most` },
  ]);

export const outletUnknown = () => notFound('outlet', 'OUTLET_NOT_FOUND');

export const reportsBusy = () => conflict('REPORTS_BUSY', 'The reports are being made already.');
