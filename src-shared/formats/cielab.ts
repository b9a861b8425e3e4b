type Triple = readonly [number, number, number]

/**
 * A screen colour (sRGB, 0 to 255) as DICOM's 16-bit CIELab of the profile connection space, D50.
 * Sources: IEC 61966-2-1 with Bradford's adaptation to D50; PS3.3, C.10.7.1.1.
 */
export function cielab(rgb: Triple): Triple {
  const [r, g, b] = rgb.map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as unknown as Triple
  const x = 0.4360747 * r + 0.3850649 * g + 0.1430804 * b
  const y = 0.2225045 * r + 0.7168786 * g + 0.0606169 * b
  const z = 0.0139322 * r + 0.0971045 * g + 0.7141733 * b
  const [fx, fy, fz] = [x / 0.96422, y, z / 0.82521].map((part) =>
    part > 216 / 24389 ? Math.cbrt(part) : ((24389 / 27) * part + 16) / 116,
  ) as unknown as Triple
  const scaled = (value: number) => Math.max(0, Math.min(65535, Math.round(value)))
  return [
    scaled(((116 * fy - 16) * 65535) / 100),
    scaled(((500 * (fx - fy) + 128) * 65535) / 255),
    scaled(((200 * (fy - fz) + 128) * 65535) / 255),
  ]
}
