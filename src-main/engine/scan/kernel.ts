/**
 * True for reconstruction kernels that sharpen (lung, bone, edge): Siemens numbers from 50 on, GE and Philips names, Canon
 * FC30 and FC50 families. Sharp kernels add noise that moves density figures.
 */
export function isSharpKernel(kernel: string | null): boolean {
  if (kernel === null) return false
  const name = kernel.toUpperCase().trim()
  const siemens = /^[A-Z]{1,2}(\d{2})[A-Z]?$/.exec(name)
  if (siemens && !name.startsWith('FC')) return Number(siemens[1]) >= 50
  const canon = /^FC(\d{2})/.exec(name)
  if (canon) return /^[358]/.test(canon[1] as string) && name !== 'FC08'
  return /^(LUNG|BONE|BONEPLUS|EDGE|DETAIL|CHST|L|D|E|YA|YB|YC|YD|YE)$/.test(name)
}
