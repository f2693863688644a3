import { beforeEach, describe } from '@jest/globals';

import { InMemoryShipmentRepository } from './in-memory-shipment.repository.js';
import { shipmentRepositoryContract } from './shipment-repository.contract.js';

describe('InMemoryShipmentRepository', () => {
  let repository: InMemoryShipmentRepository;
  beforeEach(() => {
    repository = new InMemoryShipmentRepository();
  });

  shipmentRepositoryContract(() => repository);
});
