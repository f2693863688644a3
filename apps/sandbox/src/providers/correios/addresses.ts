/** The streets that this sandbox knows. */
const STREETS: Readonly<
  Record<string, readonly [type: string, name: string, quarter: string, city: string, uf: string]>
> = {
  '01001000': ['Praça', 'da Sé', 'Sé', 'São Paulo', 'SP'],
  '01001001': ['Praça', 'da Sé', 'Sé', 'São Paulo', 'SP'],
  '01310100': ['Avenida', 'Paulista', 'Bela Vista', 'São Paulo', 'SP'],
  '20040002': ['Avenida', 'Rio Branco', 'Centro', 'Rio de Janeiro', 'RJ'],
  '30130010': ['Praça', 'Sete de Setembro', 'Centro', 'Belo Horizonte', 'MG'],
  '60160230': ['Avenida', 'Dom Luís', 'Meireles', 'Fortaleza', 'CE'],
  '69005070': ['Avenida', 'Eduardo Ribeiro', 'Centro', 'Manaus', 'AM'],
  '90010150': ['Rua', 'dos Andradas', 'Centro Histórico', 'Porto Alegre', 'RS'],
};

export function addressOf(cep: string) {
  const street = STREETS[cep];
  if (!street) return undefined;
  const [tipoLogradouro, nomeLogradouro, bairro, localidade, uf] = street;
  return {
    cep,
    uf,
    localidade,
    logradouro: `${tipoLogradouro} ${nomeLogradouro}`,
    tipoLogradouro,
    nomeLogradouro,
    complemento: '',
    bairro,
    tipoCEP: 2,
  };
}
