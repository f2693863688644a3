import { AcceptRequest, GroundsRequest, ReasonOrId } from './change-order.dto.js';

export class ReopenRequest extends GroundsRequest {
  /** May be left out with a `reason_id`, of the kind `REOPEN`. */
  @ReasonOrId('The soup was cold')
  declare reason?: string;
}

export class SettleRequest extends AcceptRequest {}
