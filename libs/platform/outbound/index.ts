export { CircuitBreakers } from './circuit-breakers.js';
export { OutboundFailure, type OutboundReason } from './outbound-failure.js';
export { OutboundAnswer, OutboundHttp, type OutboundRequest } from './outbound-http.js';
