import { type DynamicModule, Module } from '@nestjs/common';

import { CatalogModule } from '#module/catalog';
import { IdentityModule } from '#module/identity';
import { InventoryModule } from '#module/inventory';
import { OutletsModule } from '#module/outlets';
import { ReportingModule } from '#module/reporting';
import { TablesModule } from '#module/tables';
import { type Env, HttpModule, PlatformModule } from '#libs/platform';

/** HTTP and sockets: the platform's plumbing, then one import per business module. */
@Module({})
export class ApiModule {
  static forRoot(env: Env): DynamicModule {
    return {
      module: ApiModule,
      imports: [
        PlatformModule.forRoot(env, 'api'),
        HttpModule,
        IdentityModule,
        OutletsModule,
        TablesModule,
        CatalogModule,
        InventoryModule,
        ReportingModule,
      ],
    };
  }
}
