import type { OutletChanges, OutletDraft } from '../core/model/outlet.js';
import type { CreateOutletRequest, UpdateOutletRequest } from './outlets.dto.js';

/** Cash in whole minor units. */
const NOT_ROUNDED = 1;

/** The whole of an outlet, as it is asked for. */
export const toDraft = (request: CreateOutletRequest): OutletDraft => ({
  ...toChanges(request),
  name: request.name,
  currency: request.currency,
  timeZone: request.time_zone,
});

/** Only the fields that the request names. */
export function toChanges(request: UpdateOutletRequest): OutletChanges {
  const changes: { [K in keyof Required<OutletChanges>]: OutletChanges[K] | undefined } = {
    name: request.name,
    country: request.country,
    currency: request.currency,
    locale: request.locale,
    timeZone: request.time_zone,
    businessDayCutoff: request.business_day_cutoff,
    taxRate: basisPoints(request.tax_rate),
    taxInclusive: request.tax_inclusive,
    serviceChargeRate: basisPoints(request.service_charge_rate),
    serviceChargeTypes: request.service_charge_types,
    cashRounding: request.cash_rounding === 0 ? NOT_ROUNDED : request.cash_rounding,
    orderPrefix: request.order_number_prefix,
    cashDifferenceLimit: request.cash_difference_limit,
    paymentMethods: request.payment_methods,
    address: request.address,
    taxNumber: request.tax_number,
    phone: request.phone,
    fireOn: request.fire_on,
    maxUnpaidOrders: request.max_unpaid_orders,
    maxPiecesPerLine: request.max_pieces_per_line,
    maxPiecesPerOrder: request.max_pieces_per_order,
    heldStockPercent: request.held_stock_percent,
    guestOrders: request.guest_orders,
    themeAccent: request.theme?.accent?.toLowerCase() ?? request.theme?.accent,
    themeLogoUrl: request.theme?.logo_url,
    languages: request.languages,
    tipsTo: request.tips?.to,
    tipPresets: request.tips?.presets,
    close: request.close,
    tablesNeedCleaning: request.tables_need_cleaning,
    lingerMinutes: request.linger_minutes,
  };
  return Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
}

const basisPoints = (percent: number | undefined): number | undefined =>
  percent === undefined ? undefined : Math.round(percent * 100);
