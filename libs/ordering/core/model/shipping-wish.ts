import type { PostalAddress } from '#libs/customers';
import { brazilianState, notFound, ruleBroken } from '#libs/kernel';
import type { ShippingAddress, ShippingOption } from '#libs/shipping';

/** How somebody wants an order sent. The price is never theirs to say. */
export interface ShippingWish {
  /** One of the customer's addresses, or the address itself. */
  readonly addressId?: string;
  readonly address?: ShippingAddress;
  readonly service: string;
  readonly carrier?: string;
}

/** A parcel that an order owes: the option at its price, and where it goes. */
export interface WantedParcel {
  readonly option: ShippingOption;
  readonly address: ShippingAddress;
}

export const addressNotFound = () => notFound('address', 'ADDRESS_NOT_FOUND');

export const notForShipping = (type: string) =>
  ruleBroken('SHIPPING_NOT_FOR_TYPE', 'Only DELIVERY and ONLINE orders are sent.', { type });

/** A kept address as a label needs it. Throws `ADDRESS_INCOMPLETE`, `STATE_INVALID` (422) when it cannot be one in Brazil. */
export function labelOf(address: PostalAddress): ShippingAddress {
  if (address.country !== 'BR' || !address.state) {
    throw ruleBroken('ADDRESS_INCOMPLETE', 'Parcels go to Brazilian addresses with their state.', {
      address_id: address.id,
    });
  }
  return {
    recipient: address.recipient,
    street: address.street,
    number: address.number ?? 'S/N',
    complement: address.complement,
    district: address.district,
    city: address.city,
    state: brazilianState(address.state),
    cep: address.postalCode,
  };
}
