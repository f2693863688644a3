export const till = {
  title: 'Till',
};
