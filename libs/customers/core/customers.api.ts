import type { Locale } from '#libs/identity';

/** What neighbours may know of a customer: whom an invoice, a parcel or a mail is for. */
export interface CustomerProfile {
  readonly id: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Eleven digits. */
  readonly cpf: string | null;
  /** Of a company: fourteen characters. */
  readonly cnpj: string | null;
  /** The company's inscrição estadual: digits, or ISENTO. */
  readonly stateRegistration: string | null;
  /** The language of the mails to them. */
  readonly locale: Locale;
}

/** One of a customer's addresses, whole: a copy of it belongs on whatever is sent there. */
export interface PostalAddress {
  readonly id: string;
  /** Who receives there: the customer's own name where the address says none. */
  readonly recipient: string | null;
  /** The address's telephone number, or the customer's. */
  readonly phone: string | null;
  readonly street: string;
  readonly number: string | null;
  readonly complement: string | null;
  /** Bairro, kelurahan. */
  readonly district: string | null;
  readonly city: string;
  /** In Brazil the UF. */
  readonly state: string | null;
  /** In Brazil a CEP: eight digits, without the hyphen. */
  readonly postalCode: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

/** Customers, as ordering, fiscal and notifications need them. Deleted and erased ones are null, and so is anybody who is no CUSTOMER. */
export abstract class CustomersApi {
  abstract profileOf(customerId: string): Promise<CustomerProfile | null>;

  /** Null for an address that is not this customer's. */
  abstract address(customerId: string, addressId: string): Promise<PostalAddress | null>;

  /** Null when they have none. */
  abstract defaultAddress(customerId: string): Promise<PostalAddress | null>;
}
