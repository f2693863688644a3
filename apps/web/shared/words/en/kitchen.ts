export const kitchen = {
  title: 'Kitchen',
};
