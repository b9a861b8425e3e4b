import { Menu, type MenuItemConstructorOptions } from 'electron'

/** The system's own entries only; every action of Hilum lives in the page, where all hosts have it. */
export function setMenu(options: { mac: boolean; devTools: boolean }): void {
  const view: MenuItemConstructorOptions[] = [{ role: 'togglefullscreen' }]
  if (options.devTools) view.push({ role: 'reload' }, { role: 'toggleDevTools' })
  const template: MenuItemConstructorOptions[] = [
    ...(options.mac ? [{ role: 'appMenu' } as const] : []),
    { role: 'fileMenu' },
    { role: 'editMenu' },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(template))
}
