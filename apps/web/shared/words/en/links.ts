export const links = {
  title: 'Comanda',
};
