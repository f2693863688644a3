export class BillPrintedResponse {
  order_id!: string;
  bill_printed_at!: Date;
}
