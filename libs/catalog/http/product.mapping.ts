import type { ProductFacts } from '../core/model/product-facts.js';
import type { ProductChanges, ProductComponent, ProductDraft } from '../core/model/product.js';
import type { ComponentRequest } from './components.dto.js';
import { toGroupDraft } from './modifiers.dto.js';
import { toFactChanges } from './product-facts.dto.js';
import type { CreateProductRequest, UpdateProductRequest } from './product.requests.dto.js';

export const toDraft = (request: CreateProductRequest): ProductDraft => ({
  ...toChanges(request),
  name: request.name,
  price: request.price,
});

/** Only the fields that the request names. */
export function toChanges(request: Omit<UpdateProductRequest, 'stock'>): ProductChanges {
  const changes: { [K in keyof Required<Omit<ProductChanges, keyof ProductFacts>>]: ProductChanges[K] | undefined } = {
    sku: request.sku,
    barcode: request.barcode,
    name: request.name,
    description: request.description,
    price: request.price,
    cost: request.cost,
    categoryId: request.category_id,
    imageUrl: request.image_url,
    featured: request.featured,
    trackStock: request.track_stock,
    lowStockThreshold: request.low_stock_threshold,
    station: request.station,
    prepSeconds: request.prep_seconds,
    components: request.components?.map(toComponent),
    modifierGroups: request.modifier_groups?.map(toGroupDraft),
    weightGrams: request.weight_grams,
    widthMm: request.width_mm,
    heightMm: request.height_mm,
    lengthMm: request.length_mm,
    ncm: request.ncm,
    cfop: request.cfop,
    taxRate: request.tax_rate == null ? request.tax_rate : Math.round(request.tax_rate * 100),
  };
  const named = Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined));
  return { ...named, ...toFactChanges(request) };
}

const toComponent = ({ station, name, prep_seconds: prepSeconds = null }: ComponentRequest): ProductComponent => ({
  station,
  name,
  prepSeconds,
});
