import { Global, Module } from '@nestjs/common';
import { DiscoveryModule } from '@nestjs/core';

import { NeededPermissions } from './needed-permissions.js';
import { OutletPlaces } from './outlet-places.js';

/** Which permissions the routes need, and where what they name is. The rules are identity's. */
@Global()
@Module({
  imports: [DiscoveryModule],
  providers: [NeededPermissions, OutletPlaces],
  exports: [NeededPermissions, OutletPlaces],
})
export class PermissionsModule {}
