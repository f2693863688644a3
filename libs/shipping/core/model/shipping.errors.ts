import { conflict, notFound, ruleBroken, unavailable } from '#libs/kernel';

const RETRY_SECONDS = 30;

export const invalidCep = () =>
  ruleBroken('INVALID_CEP', 'A CEP should be eight digits, with or without its hyphen, such as 01310-100.');

export const optionUnavailable = (options: readonly { readonly carrier: string; readonly service: string }[]) =>
  ruleBroken('SHIPPING_OPTION_UNAVAILABLE', 'This parcel cannot go that way. Choose one of the options.', {
    options: options.map(({ carrier, service }) => ({ carrier, service })),
  });

export const shippingUnavailable = () =>
  unavailable(
    'SHIPPING_UNAVAILABLE',
    'The carrier does not answer, and nothing is known of this way. Try again later.',
    RETRY_SECONDS,
  );

export const noShippingOutlet = () =>
  ruleBroken('NO_SHIPPING_OUTLET', 'No outlet sends parcels in Brazil. Say outlet_id.');

export const rateNotFound = () => notFound('shipping rate', 'SHIPPING_RATE_NOT_FOUND');
export const rateTaken = () =>
  conflict(
    'SHIPPING_RATE_TAKEN',
    'The outlet has a rate for this carrier, service, first CEP and weight already. Change that one.',
  );
export const rangeReversed = () =>
  ruleBroken('CEP_RANGE_REVERSED', 'cep_to comes before cep_from. Send the lower one as cep_from.');

export const shipmentNotFound = () => notFound('shipment', 'SHIPMENT_NOT_FOUND');
export const trackingNumberTaken = () =>
  conflict('TRACKING_NUMBER_TAKEN', 'This tracking number belongs to another order.');
export const notTrackable = () =>
  ruleBroken(
    'NOT_TRACKABLE',
    'No carrier can be asked about this parcel: it has no number, or the number is not of the carrier that is set up.',
  );
export const carrierSilent = () =>
  unavailable('CARRIER_UNAVAILABLE', 'The carrier does not answer. It is asked again later.', RETRY_SECONDS);
