import { conflict, invalid, notFound } from '#libs/kernel';

export const periodBackwards = () =>
  invalid('PERIOD_BACKWARDS', 'from should not be after to.', [
    { pointer: '/from', code: 'PERIOD_BACKWARDS', message: 'from should not be after to' },
  ]);

export const outletUnknown = () => notFound('outlet', 'OUTLET_NOT_FOUND');

export const reportsBusy = () => conflict('REPORTS_BUSY', 'The reports are being made already.');
