import { z } from 'zod'
import { defaultFormats, defaultName } from '../default-formats.ts'

// What is remembered between starts.

export const recentFolderSchema = z.object({
  path: z.string(),
  name: z.string(),
  /** Parent folders for the second line, such as "Research / 2026". */
  parent: z.string(),
  studies: z.number().int(),
  /** Milliseconds since 1970. */
  openedAt: z.number(),
  available: z.boolean(),
})
export type RecentFolder = z.infer<typeof recentFolderSchema>

/** Remembered between starts. Every field has a default, so that an older or damaged file still gives settings. */
export const settingsSchema = z.object({
  /** `auto` until one is chosen: that of the browser or the system. */
  language: z.enum(['auto', 'en', 'de']).default('auto'),
  singleKeys: z.boolean().default(true),
  fillOpacity: z.number().min(0).max(1).default(0.2),
  outlineWidth: z.number().min(0).max(4).default(1.3),
  interpolate: z.boolean().default(true),
  preset: z.enum(['lung', 'mediastinum', 'bone', 'full']).default('lung'),
  leftPanelPx: z.number().int().min(180).max(320).default(216),
  rightPanelPx: z.number().int().min(320).max(480).default(368),
  /** Parts of the viewports' width and height where the splitters stand: between the four, and beside the big one. */
  splitAcross: z.number().min(0.2).max(0.8).default(0.5),
  splitDown: z.number().min(0.2).max(0.8).default(0.5),
  splitMain: z.number().min(0.4).max(0.85).default(0.7),
  saveFolder: z.string().default(''),
  saveFormats: z.array(z.string()).default([...defaultFormats]),
  saveName: z.string().max(200).default(defaultName),
  /** The method chosen at last; one that is not there any more counts as none. */
  method: z.string().max(64).default('standard'),
})
export type Settings = z.infer<typeof settingsSchema>

const setting = settingsSchema.shape

/** Some of the settings; what is left out stays as it is (zod fills defaults even into `partial()`, so they are taken off). */
export const settingsPatchSchema = z
  .object({
    language: setting.language.unwrap(),
    singleKeys: setting.singleKeys.unwrap(),
    fillOpacity: setting.fillOpacity.unwrap(),
    outlineWidth: setting.outlineWidth.unwrap(),
    interpolate: setting.interpolate.unwrap(),
    preset: setting.preset.unwrap(),
    leftPanelPx: setting.leftPanelPx.unwrap(),
    rightPanelPx: setting.rightPanelPx.unwrap(),
    splitAcross: setting.splitAcross.unwrap(),
    splitDown: setting.splitDown.unwrap(),
    splitMain: setting.splitMain.unwrap(),
    saveFolder: setting.saveFolder.unwrap(),
    saveFormats: setting.saveFormats.unwrap(),
    saveName: setting.saveName.unwrap(),
    method: setting.method.unwrap(),
  })
  .partial()
export type SettingsPatch = z.infer<typeof settingsPatchSchema>
