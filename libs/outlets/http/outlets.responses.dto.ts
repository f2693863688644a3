import { ApiProperty } from '@nestjs/swagger';

import { PageResponse } from '#libs/platform';

import { FIRE_ON, type Outlet, OUTLET_LOCALES } from '../core/model/outlet.js';
import {
  GUEST_ORDERS,
  type GuestOrders,
  SERVED_ORDER_TYPES,
  type ServedOrderType,
  CLOSE_STEPS,
  type CloseSteps,
  TIPS_TO,
  type TipsTo,
} from '../core/outlets.api.js';

/** How the guest page looks. */
export class OutletThemeResponse {
  /** `#rrggbb`; null for the page's own colour. */
  @ApiProperty({ type: String, nullable: true, example: '#0b6b4f' })
  accent!: string | null;
  @ApiProperty({ type: String, nullable: true })
  logo_url!: string | null;
}

/** Tips of the outlet. */
export class OutletTipsResponse {
  /** Whose a tip is for which nobody is named. */
  @ApiProperty({ enum: TIPS_TO, enumName: 'TipsTo' })
  to!: TipsTo;
  /** Whole percents. */
  @ApiProperty({ type: [Number] })
  presets!: number[];
}

export class OutletResponse {
  id!: string;
  name!: string;
  country!: string;
  currency!: string;
  locale!: string;
  time_zone!: string;
  business_day_cutoff!: string;
  /** Percent: 10 is 10 %. */
  tax_rate!: number;
  tax_inclusive!: boolean;
  /** Percent. */
  service_charge_rate!: number;
  @ApiProperty({ enum: SERVED_ORDER_TYPES, enumName: 'OrderType', isArray: true })
  service_charge_types!: ServedOrderType[];
  cash_rounding!: number;
  order_number_prefix!: string;
  cash_difference_limit!: number;
  payment_methods!: string[];
  @ApiProperty({ type: String, nullable: true })
  address!: string | null;
  @ApiProperty({ type: String, nullable: true })
  phone!: string | null;
  @ApiProperty({ type: String, nullable: true })
  tax_number!: string | null;
  @ApiProperty({ enum: FIRE_ON })
  fire_on!: (typeof FIRE_ON)[number];
  max_unpaid_orders!: number;
  max_pieces_per_line!: number;
  max_pieces_per_order!: number;
  /** Whole percent. */
  held_stock_percent!: number;
  @ApiProperty({ enum: GUEST_ORDERS })
  guest_orders!: GuestOrders;
  @ApiProperty({ type: () => OutletThemeResponse })
  theme!: OutletThemeResponse;
  /** Of the guest page. */
  @ApiProperty({ enum: OUTLET_LOCALES, isArray: true })
  languages!: string[];
  @ApiProperty({ type: () => OutletTipsResponse })
  tips!: OutletTipsResponse;
  /** TWO_STEP: whoever counts a drawer ends its shift, and somebody else audits it. */
  @ApiProperty({ enum: CLOSE_STEPS, enumName: 'CloseSteps' })
  close!: CloseSteps;
  /** Whether a table that guests have left is DIRTY until somebody says that it is clean. */
  tables_need_cleaning!: boolean;
  /** Minutes after which a table session ends whose bills are all paid; null: it goes on. */
  @ApiProperty({ type: Number, nullable: true })
  linger_minutes!: number | null;
  version!: number;
  created_at!: Date;
  updated_at!: Date;

  static from(this: void, outlet: Outlet): OutletResponse {
    return {
      id: outlet.id,
      name: outlet.name,
      country: outlet.country,
      currency: outlet.currency,
      locale: outlet.locale,
      time_zone: outlet.timeZone,
      business_day_cutoff: outlet.businessDayCutoff,
      tax_rate: outlet.taxRate / 100,
      tax_inclusive: outlet.taxInclusive,
      service_charge_rate: outlet.serviceChargeRate / 100,
      service_charge_types: [...outlet.serviceChargeTypes],
      cash_rounding: outlet.cashRounding,
      order_number_prefix: outlet.orderPrefix,
      cash_difference_limit: outlet.cashDifferenceLimit,
      payment_methods: [...outlet.paymentMethods],
      address: outlet.address,
      phone: outlet.phone,
      tax_number: outlet.taxNumber,
      fire_on: outlet.fireOn,
      max_unpaid_orders: outlet.maxUnpaidOrders,
      max_pieces_per_line: outlet.maxPiecesPerLine,
      max_pieces_per_order: outlet.maxPiecesPerOrder,
      held_stock_percent: outlet.heldStockPercent,
      guest_orders: outlet.guestOrders,
      theme: { accent: outlet.themeAccent, logo_url: outlet.themeLogoUrl },
      languages: [...outlet.languages],
      tips: { to: outlet.tipsTo, presets: [...outlet.tipPresets] },
      close: outlet.close,
      tables_need_cleaning: outlet.tablesNeedCleaning,
      linger_minutes: outlet.lingerMinutes,
      version: outlet.version,
      created_at: outlet.createdAt,
      updated_at: outlet.updatedAt,
    };
  }
}

export class OutletPage extends PageResponse {
  data!: OutletResponse[];
}
