import { FakeAuthority } from './fake-authority.js';
import { fiscalAuthorityContract } from './fiscal-authority.contract.js';

fiscalAuthorityContract('the authority in memory', () =>
  Promise.resolve({ authority: new FakeAuthority(), stranger: null }),
);
