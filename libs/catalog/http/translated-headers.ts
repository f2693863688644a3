/** WooCommerce writes its product file in the language of the shop: the Portuguese of Brazil beside the names that {@link FORMATS} knows. */
const WOOCOMMERCE_PT_BR: Readonly<Record<string, string>> = {
  tipo: 'type',
  'gtin, upc, ean ou isbn': 'gtin, upc, ean, or isbn',
  nome: 'name',
  publicado: 'published',
  'em destaque?': 'is featured?',
  'descrição curta': 'short description',
  descrição: 'description',
  'em estoque?': 'in stock?',
  estoque: 'stock',
  'quantidade baixa de estoque': 'low stock amount',
  'peso (kg)': 'weight (kg)',
  'peso (g)': 'weight (g)',
  'comprimento (cm)': 'length (cm)',
  'largura (cm)': 'width (cm)',
  'altura (cm)': 'height (cm)',
  preço: 'regular price',
  categorias: 'categories',
  imagens: 'images',
  ascendente: 'parent',
};

const MARKS = ['tipo', 'nome', 'preço'];

/** A header's names in English, where they are a translation that is known; else as they are. */
export const inEnglish = (names: readonly string[]): readonly string[] =>
  MARKS.every((mark) => names.includes(mark)) ? names.map((name) => WOOCOMMERCE_PT_BR[name] ?? name) : names;
