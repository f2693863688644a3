import { type DynamicModule, Module } from '@nestjs/common';

import { CatalogModule } from '#module/catalog';
import { IdentityModule } from '#module/identity';
import { InventoryModule } from '#module/inventory';
import { OutletsModule } from '#module/outlets';
import { TablesModule } from '#module/tables';
import { type Env, PlatformModule } from '#libs/platform';

/** Jobs: the same business modules as the API, without HTTP. */
@Module({})
export class WorkerModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(env, 'worker'),
        IdentityModule,
        OutletsModule,
        TablesModule,
        CatalogModule,
        InventoryModule,
      ],
    };
  }
}
