/** HU of what the phantom is made of. */
export const tissueHU = {
  air: -1000,
  lung: -860,
  fat: -98,
  skin: 15,
  muscle: 48,
  blood: 42,
  liver: 58,
  spleen: 50,
  water: 12,
  cartilage: 130,
  marrow: 210,
  bone: 560,
  mattress: -930,
  foam: -960,
  table: -250,
  marker: 400,
} as const
