import { describe, expect, it } from '@jest/globals';

import { readProducts } from './product-csv.js';

const read = (lines: readonly string[], currency = 'BRL') => {
  const { lines: found, faults, ignoredColumns } = readProducts(lines.join('\r\n'), () => currency);
  return {
    products: found.map(({ line, values, offSale = false }) => ({ line, offSale, ...values })),
    faults,
    ignoredColumns,
  };
};

describe('a product file of another system', () => {
  it('may be of WooCommerce: variations are products, drafts are off sale', () => {
    const { products, faults, ignoredColumns } = read([
      'ID,Type,SKU,"GTIN, UPC, EAN, or ISBN",Name,Published,"Is featured?","Visibility in catalog","Short description",Description,"Tax status","In stock?",Stock,"Low stock amount","Weight (kg)","Length (cm)","Width (cm)","Height (cm)","Sale price","Regular price",Categories,Images,Parent,Position,"Attribute 1 name","Attribute 1 value(s)"',
      '1,simple,CAFE,7891000315507,Café 500 g,1,1,visible,"<p>Torrado &amp; moído</p>",,taxable,1,12,2,0.5,10,5,20,,25.90,"Mercearia > Café",https://loja.example/cafe.jpg,,0,,',
      '2,variable,CAMISA,,Camisa,1,0,visible,,Algodão,taxable,1,,,,,,,,,Roupas,http://loja.example/camisa.jpg,,1,Cor,"Azul, Verde"',
      '3,variation,CAMISA-A,,Camisa - Azul,1,0,visible,,,taxable,1,3,,,,,,,59.9,,,CAMISA,0,Cor,Azul',
      '4,"simple, virtual",CURSO,,Curso,-1,0,visible,,,none,1,,,,,,,,100,,,,2,,',
    ]);
    expect(faults).toEqual([]);
    expect(products).toMatchObject([
      {
        line: 2,
        offSale: false,
        sku: 'CAFE',
        barcode: '7891000315507',
        name: 'Café 500 g',
        description: 'Torrado & moído',
        price: 2_590,
        category: 'Café',
        image_url: 'https://loja.example/cafe.jpg',
        featured: true,
        stock: 12,
        low_stock_threshold: 2,
        weight_grams: 500,
        length_mm: 100,
        width_mm: 50,
        height_mm: 200,
      },
      {
        line: 4,
        sku: 'CAMISA-A',
        name: 'Camisa - Azul',
        description: 'Algodão',
        category: 'Roupas',
        price: 5_990,
        stock: 3,
      },
      { line: 5, sku: 'CURSO', offSale: true, price: 10_000 },
    ]);
    expect(ignoredColumns).toEqual([
      'Visibility in catalog',
      'Tax status',
      'Sale price',
      'Position',
      'Attribute 1 name',
      'Attribute 1 value(s)',
    ]);
  });

  it('may be of a WooCommerce shop in Portuguese', () => {
    const { products, faults, ignoredColumns } = read([
      'ID,Tipo,SKU,"GTIN, UPC, EAN ou ISBN",Nome,Publicado,"Em destaque?","Visibilidade no catálogo","Descrição curta",Descrição,"Data de preço promocional começa em","Status do imposto","Em estoque?",Estoque,"Quantidade baixa de estoque","São permitidas encomendas?","Peso (kg)","Comprimento (cm)","Largura (cm)","Altura (cm)","Preço promocional",Preço,Categorias,Tags,Imagens,Ascendente,Posição,"Nome do atributo 1","Valores do atributo 1"',
      '11,simple,MEL,7896004000015,Mel 280 g,1,1,visible,"<p>Florada silvestre</p>",,,taxable,1,31,4,0,"0,28",7,"6,5",9,,"18,90","Mercearia > Doces",mel,https://loja.example/mel.jpg,,0,,',
      '12,variable,BONE,,Boné,1,0,visible,,Algodão,,taxable,1,,,0,,,,,,,Roupas,,,,1,Cor,"Preto, Verde"',
      '13,variation,BONE-P,,Boné - Preto,1,0,visible,,,,taxable,0,2,,0,,,,,,"45",,,,id:12,0,Cor,Preto',
      '14,simple,VELHO,,Vela,-1,0,visible,,,,taxable,1,,,0,,,,,,7.5,,,,,2,,',
    ]);

    expect(faults).toEqual([]);
    expect(products).toMatchObject([
      {
        line: 2,
        offSale: false,
        sku: 'MEL',
        barcode: '7896004000015',
        name: 'Mel 280 g',
        description: 'Florada silvestre',
        price: 1_890,
        category: 'Doces',
        image_url: 'https://loja.example/mel.jpg',
        featured: true,
        stock: 31,
        low_stock_threshold: 4,
        weight_grams: 280,
        length_mm: 70,
        width_mm: 65,
        height_mm: 90,
      },
      { line: 4, offSale: true, sku: 'BONE-P', description: 'Algodão', category: 'Roupas', price: 4_500, stock: 2 },
      { line: 5, offSale: true, sku: 'VELHO', name: 'Vela', price: 750 },
    ]);
    expect(ignoredColumns).toEqual([
      'Visibilidade no catálogo',
      'Data de preço promocional começa em',
      'Status do imposto',
      'São permitidas encomendas?',
      'Preço promocional',
      'Tags',
      'Posição',
      'Nome do atributo 1',
      'Valores do atributo 1',
    ]);
  });

  it('may be of Shopify: a product a variant, none for a further picture', () => {
    const { products, faults, ignoredColumns } = read(
      [
        'Handle,Title,Body (HTML),Vendor,Type,Published,Option1 Name,Option1 Value,Option2 Name,Option2 Value,Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Price,Variant Barcode,Image Src,Cost per item,Status',
        "tee,Tee,<p>Soft</p>,Acme,Shirts,TRUE,Size,S,Colour,Red,TEE-S,200,shopify,5,19.90,'7891000315507,https://cdn.example/1.jpg,8.00,active",
        'tee,,,,,,,M,,Red,TEE-M,210,shopify,-2,19.90,,https://cdn.example/2.jpg,,',
        'tee,,,,,,,,,,,,,,,,https://cdn.example/3.jpg,,',
        'mug,Mug,,Acme,Home,FALSE,Title,Default Title,,,MUG,0,,,9.5,,,,draft',
      ],
      'USD',
    );
    expect(faults).toEqual([]);
    expect(products).toMatchObject([
      {
        line: 2,
        name: 'Tee - S / Red',
        sku: 'TEE-S',
        barcode: '7891000315507',
        price: 1_990,
        cost: 800,
        stock: 5,
        category: 'Shirts',
        weight_grams: 200,
      },
      { line: 3, name: 'Tee - M / Red', description: 'Soft', category: 'Shirts', stock: 0, offSale: false },
      { line: 5, name: 'Mug', price: 950, offSale: true },
    ]);
    expect(products[2]).not.toHaveProperty('stock');
    expect(ignoredColumns).toEqual(['Vendor', 'Option1 Name', 'Option2 Name']);
  });

  it('may be of Square', () => {
    const { products, faults, ignoredColumns } = read(
      [
        'Token,Item Name,Variation Name,SKU,Description,Category,GTIN,Square Online Item Visibility,Price,Archived,Enabled Main St,Current Quantity Main St,Stock Alert Count Main St',
        'AB12,Latte,Large,LAT-L,Milk,Coffee,,visible,5.50,N,Y,,',
        'AB12,Latte,Regular,LAT-R,Milk,Coffee,,visible,4.5,N,N,7,2',
      ],
      'USD',
    );
    expect(faults).toEqual([]);
    expect(products).toMatchObject([
      { name: 'Latte - Large', sku: 'LAT-L', price: 550, category: 'Coffee', offSale: false },
      { name: 'Latte', price: 450, stock: 7, low_stock_threshold: 2, offSale: true },
    ]);
    expect(ignoredColumns).toEqual(['Token', 'Square Online Item Visibility']);
  });

  it('may be of Loyverse', () => {
    const { products, faults, ignoredColumns } = read(
      [
        'Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Option 2 name,Option 2 value,Option 3 name,Option 3 value,Cost,Barcode,SKU of included item,Quantity of included item,Track stock,Available for sale [Kopi Senja],Price [Kopi Senja],In stock [Kopi Senja],Low stock [Kopi Senja],"Modifier - ""Milk"""',
        'es-kopi,10001,Es Kopi,Kopi,,N,Size,Small,,,,,8000.00,,,,Y,Y,18000.00,5,2,Y',
        'es-kopi,10002,,,,,,Large,,,,,9000.00,8991234567890,,,,Y,22000.00,4.000,,',
        'donat,10003,Donat,Kue,,N,,,,,,,0,,,,N,N,12000,,,',
      ],
      'IDR',
    );
    expect(faults).toEqual([]);
    expect(products).toMatchObject([
      {
        name: 'Es Kopi - Small',
        sku: '10001',
        category: 'Kopi',
        price: 18_000,
        cost: 8_000,
        track_stock: true,
        stock: 5,
        low_stock_threshold: 2,
      },
      {
        name: 'Es Kopi - Large',
        category: 'Kopi',
        price: 22_000,
        barcode: '8991234567890',
        track_stock: true,
        stock: 4,
      },
      { name: 'Donat', price: 12_000, track_stock: false, offSale: true },
    ]);
    expect(ignoredColumns).toEqual([
      'Sold by weight',
      'Option 1 name',
      'Option 2 name',
      'Option 3 name',
      'SKU of included item',
      'Quantity of included item',
      'Modifier - "Milk"',
    ]);
  });

  it('names what is wrong with its line and column once', () => {
    const { faults } = read(
      ['Token,Item Name,Variation Name,SKU,Price', 'A,Latte,,L,variable', 'B,Mocha,,M,4.50'],
      'USD',
    );
    expect(faults.map(({ pointer, code }) => [pointer, code])).toEqual([['/lines/2/price', 'AMOUNT_INVALID']]);
  });
});
