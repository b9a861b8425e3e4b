/** The channels between the page's preload script and the main process; there are no others. */
export const bridgeChannels = {
  pickFolder: 'hilum:pick-folder',
  pickMask: 'hilum:pick-mask',
  showInFolder: 'hilum:show-in-folder',
} as const
