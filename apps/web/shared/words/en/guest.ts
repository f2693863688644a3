export const guest = {
  title: 'Menu',
  askStaff: 'Please order with the staff, or ask them for the menu.',
};
