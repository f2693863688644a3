/** For the operator's console, which stands above roles. */
export abstract class ReportingApi {
  /** Makes all rollups anew from the orders and payments; answers how many orders were counted. */
  abstract rebuild(): Promise<number>;
}
