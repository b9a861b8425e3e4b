const plain: Readonly<Record<string, string>> = {
  '±': '+/-',
  '−': '-',
  '–': '-',
  '’': "'",
  '°': ' deg',
  '²': '2',
  '³': '3',
  ü: 'ue',
}

/** Text without the signs that spreadsheets which do not take a file for UTF-8 show as others; letters of no known kind stay. */
export const plainText = (text: string): string => text.replace(/[^\n -~]/g, (sign) => plain[sign] ?? sign)
